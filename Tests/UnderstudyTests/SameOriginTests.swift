import Emulator
import NIOCore
import NIOHTTP1
import Testing

@testable import Understudy

/// What tells the dashboard's own forms from those of other pages.
@Suite struct SameOriginTests {
    private let sameOrigin = SameOrigin()

    private func refusal(_ headers: HTTPHeaders, token: String?) -> String? {
        sameOrigin.refusal(
            HTTPRequest(method: .POST, target: "/_understudy/experiments/x/pause", headers: headers), token: token)
    }

    @Test("The page itself may, from whatever name it was loaded")
    func own() {
        for host in ["localhost:4566", "127.0.0.1:4566", "[::1]:4566"] {
            let headers: HTTPHeaders = ["Host": host, "Origin": "http://\(host)", "Sec-Fetch-Site": "same-origin"]
            #expect(refusal(headers, token: sameOrigin.token) == nil)
        }
        // Programs send neither.
        #expect(refusal([:], token: sameOrigin.token) == nil)
    }

    @Test(
        "Others may not, whatever they know",
        arguments: [
            ["Host": "localhost:4566", "Origin": "http://localhost:3000"],
            ["Host": "localhost:4566", "Origin": "http://localhost.evil.example:4566"],
            ["Host": "localhost:4566", "Origin": "null"], ["Sec-Fetch-Site": "same-site"],
            ["Sec-Fetch-Site": "cross-site"],
        ] as [[String: String]])
    func others(headers: [String: String]) {
        #expect(refusal(HTTPHeaders(headers.map { ($0.key, $0.value) }), token: sameOrigin.token) != nil)
    }

    @Test("Nobody may without the token, or with that of another run")
    func token() {
        #expect(refusal([:], token: nil) != nil)
        #expect(refusal([:], token: "") != nil)
        #expect(refusal([:], token: SameOrigin().token) != nil)
        #expect(sameOrigin.token.utf8.count >= 24)
    }
}

@Suite struct FormBodyTests {
    private func form(_ text: String) -> FormBody? {
        FormBody(HTTPRequest(method: .POST, target: "/", body: ByteBuffer(string: text)))
    }

    @Test("Names and values as browsers write them")
    func values() {
        let form = form("reason=a+b%26c%3D%C3%A9&field=%24.a%5B*%5D&field=status&empty=&bare")
        #expect(form?["reason"] == "a b&c=é")
        #expect(form?.all("field") == ["$.a[*]", "status"])
        #expect(form?["empty"] == "")
        #expect(form?["bare"] == "")
        #expect(form?["none"] == nil)
    }

    @Test("More than any form holds is not read")
    func limit() {
        #expect(form(String(repeating: "a", count: FormBody.limitBytes)) != nil)
        #expect(form(String(repeating: "a", count: FormBody.limitBytes + 1)) == nil)
    }
}
