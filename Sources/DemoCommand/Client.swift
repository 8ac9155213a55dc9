import Demo
import Foundation
import FoundationNetworking

/// Asks the emulator's API, one request after the other.
struct Client {
    /// The two ways into the same function: a REST API under its stage, an HTTP API beside it.
    enum Door: CaseIterable {
        case rest, http

        var prefix: String { self == .rest ? "/dev/" : "/" }
    }

    let api: String
    private let clock = ContinuousClock()

    init(api: String) { self.api = api }

    /// - Returns: nil when nothing came back.
    func ask(_ request: Request, at path: String, through door: Door) async -> TimedAnswer? {
        guard let url = URL(string: api + door.prefix + path + request.query) else { return nil }
        var message = URLRequest(url: url, timeoutInterval: 30)
        if let body = request.body {
            message.httpMethod = "POST"
            message.httpBody = Data(body.utf8)
            message.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        let start = clock.now
        // Why a request failed is in the emulator's log; here it only counts as an error.
        guard let (data, response) = try? await URLSession.shared.data(for: message),
            let http = response as? HTTPURLResponse
        else { return nil }
        let type = http.value(forHTTPHeaderField: "Content-Type") ?? ""
        let answer = Answer(
            status: http.statusCode, contentType: String(type.lowercased().prefix { $0 != ";" }),
            body: String(decoding: data, as: UTF8.self))
        return TimedAnswer(answer, duration: start.duration(to: clock.now))
    }
}
