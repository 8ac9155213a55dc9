import NIOHTTP1
import Testing

@testable import Emulator

@Suite struct HTTPAPIEventTests {
    private let sample = GatewaySample()

    @Test("A plain GET makes this event")
    func whole() throws {
        let headers: HTTPHeaders = ["Host": "localhost:3000", "User-Agent": "curl/8"]
        let event = try sample.call(.GET, "/round?number=62.5", headers: headers).event()
        #expect(
            event.text == #"""
                {"version":"2.0","routeKey":"GET /round","rawPath":"/round","rawQueryString":"number=62.5",\#
                "headers":{"host":"localhost:3000","user-agent":"curl/8","content-length":"0",\#
                "x-amzn-trace-id":"Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e",\#
                "x-forwarded-for":"127.0.0.1","x-forwarded-port":"3000","x-forwarded-proto":"http"},\#
                "queryStringParameters":{"number":"62.5"},\#
                "requestContext":{"accountId":"000000000000","apiId":"httphttpht","authentication":null,\#
                "domainName":"httphttpht.execute-api.eu-west-1.amazonaws.com","domainPrefix":"httphttpht",\#
                "http":{"method":"GET","path":"/round","protocol":"HTTP/1.1","sourceIp":"127.0.0.1",\#
                "userAgent":"curl/8"},\#
                "requestId":"hHalNun0EeiXOS0=","routeKey":"GET /round","stage":"$default",\#
                "time":"04/Mar/2020:19:15:17 +0000","timeEpoch":1583349317135},"isBase64Encoded":false}
                """#)
    }

    @Test("Repeated headers and parameters are joined by commas, names are in lower case")
    func repeats() throws {
        let headers: HTTPHeaders = ["X-Test": "1", "x-TEST": "2", "Connection": "close"]
        let event = try sample.call(.GET, "/round?a=1&b=%20&a=3", headers: headers).event().text
        #expect(event.contains(#""x-test":"1,2""#))
        #expect(event.contains(#""queryStringParameters":{"a":"1,3","b":" "}"#))
        #expect(event.contains(#""rawQueryString":"a=1&b=%20&a=3""#))
        #expect(!event.contains("connection"))
    }

    @Test(
        "Cookies leave the headers for a list",
        arguments: [
            (["a=1; b=2;c=3"], #""cookies":["a=1","b=2","c=3"],"#), (["a=1", "b=2"], #""cookies":["a=1","b=2"],"#),
            ([" ; ;"], nil), ([], nil),
        ] as [([String], String?)])
    func cookies(lines: [String], expected: String?) throws {
        let headers = HTTPHeaders(lines.map { ("Cookie", $0) })
        let event = try sample.call(.GET, "/round", headers: headers).event().text
        #expect(event.contains(#""cookie":"#) == false)
        #expect(event.contains(#""rawQueryString":"",\#(expected ?? "")"headers""#))
    }

    @Test("Path parameters are decoded, the raw path is not")
    func pathParameters() throws {
        let event = try sample.call(.GET, "/pets/a%20b").event().text
        #expect(event.contains(#""pathParameters":{"id":"a b"}"#))
        #expect(event.contains(#""rawPath":"/pets/a%20b""#))
        #expect(event.contains(#""routeKey":"GET /pets/{id}""#))
    }

    @Test(
        "Bodies of text types go as text, everything else as base64",
        arguments: [
            (nil, #""body":"[1]","isBase64Encoded":false}"#),
            ("application/json", #""body":"[1]","isBase64Encoded":false}"#),
            ("application/problem+json; charset=utf-8", #""body":"[1]","isBase64Encoded":false}"#),
            ("text/csv", #""body":"[1]","isBase64Encoded":false}"#),
            ("application/x-www-form-urlencoded", #""body":"WzFd","isBase64Encoded":true}"#),
            ("application/octet-stream", #""body":"WzFd","isBase64Encoded":true}"#),
        ] as [(String?, String)])
    func bodies(type: String?, expected: String) throws {
        let headers = HTTPHeaders(type.map { [("Content-Type", $0)] } ?? [])
        let event = try sample.call(.POST, "/sort", headers: headers, body: Array("[1]".utf8)).event().text
        #expect(event.hasSuffix(",\(expected)"))
        #expect(event.contains(#""content-length":"3""#))
    }
}
