import Emulator
import NIOHTTP1

/// Tells the dashboard's own forms from those of other pages.
///
/// The token is random for each start of the emulator and known only to who could read a page of it, which other sites
/// cannot. `Origin` and `Sec-Fetch-Site` are looked at, too: a browser writes them, not the page.
struct SameOrigin: Sendable {
    let token: String

    init() {
        var generator = SystemRandomNumberGenerator()
        token = String(generator.next(), radix: 16) + String(generator.next(), radix: 16)
    }

    /// Why an action is refused, in one sentence; nil where it may happen.
    func refusal(_ request: HTTPRequest, token given: String?) -> String? {
        if let sentence = foreignness(request) { return sentence }
        guard given == token else {
            return "This page was loaded before the emulator was started last; go back to it, and repeat what you did."
        }
        return nil
    }

    /// Why a request is not one of our own pages', in one sentence.
    func foreignness(_ request: HTTPRequest) -> String? {
        if let site = request.headers.first(name: "sec-fetch-site"), !["same-origin", "none"].contains(site) {
            return "The request comes from another page (Sec-Fetch-Site: \(site))."
        }
        if let origin = request.headers.first(name: "origin"), let host = request.headers.first(name: "host"),
            origin != "http://\(host)", origin != "https://\(host)"
        {
            return "The request comes from another page (Origin: \(origin))."
        }
        return nil
    }
}
