import LambdaRuntime
import Testing

@Suite("HTTP by libcurl")
struct CurlTransportTests {
    private let ok = "HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok"

    @Test("uses one connection, sends head and body as the Runtime API wants them")
    func exchanges() throws {
        let event = "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: 7\r\nContent-Length: 3\r\n\r\n{ }"
        let server = try LineServer([[event, ok, ok, event]])
        let transport = try #require(CurlTransport(address: "127.0.0.1:\(server.port)"))

        let first = try transport.exchange(RuntimeAPIRequest(path: "/next"))
        #expect(
            first
                == RuntimeAPIAnswer(
                    status: 200, headers: Headers([("Lambda-Runtime-Aws-Request-Id", "7")]), body: Array("{ }".utf8)))
        let second = try transport.exchange(RuntimeAPIRequest(path: "/r", body: Array("abc".utf8)))
        #expect(second == RuntimeAPIAnswer(status: 202, body: Array("ok".utf8)))
        _ = try transport.exchange(RuntimeAPIRequest(path: "/e", body: [], errorType: "Function.Any"))
        #expect(try transport.exchange(RuntimeAPIRequest(path: "/next")) == first)

        let requests = server.requests
        #expect(requests[0].hasPrefix("GET /next HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n"))
        #expect(requests[1].hasPrefix("POST /r HTTP/1.1\r\n"))
        #expect(requests[1].hasSuffix("Content-Length: 3\r\n\r\nabc"))
        #expect(!requests[1].contains("Expect"))
        #expect(!requests[1].contains("Function-Error-Type"))
        #expect(requests[2].contains("\r\nLambda-Runtime-Function-Error-Type: Function.Any\r\n"))
        #expect(requests[2].contains("\r\nContent-Length: 0\r\n"))
        #expect(requests[3].hasPrefix("GET /next HTTP/1.1\r\n"))
    }

    @Test("takes pieces together, and keeps bytes that are not text")
    func pieces() throws {
        let body = String(repeating: "é", count: 100_000)
        let server = try LineServer([["HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"]])
        let transport = try #require(CurlTransport(address: "127.0.0.1:\(server.port)"))
        #expect(try transport.exchange(RuntimeAPIRequest(path: "/next")).body == Array(body.utf8))
    }

    @Test(
        "an answer that breaks off is an error",
        arguments: [
            "", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: 7\r\nContent-Le",
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "not HTTP at all\r\n\r\n",
        ])
    func half(answer: String) throws {
        let server = try LineServer([[answer.isEmpty ? nil : answer]])
        let transport = try #require(CurlTransport(address: "127.0.0.1:\(server.port)"))
        #expect(throws: TransportError.self) { try transport.exchange(RuntimeAPIRequest(path: "/next")) }
    }

    @Test("connects anew after a connection has gone")
    func reconnects() throws {
        let server = try LineServer([[ok], ["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"], [ok]])
        let transport = try #require(CurlTransport(address: "127.0.0.1:\(server.port)"))
        _ = try transport.exchange(RuntimeAPIRequest(path: "/1"))
        #expect(throws: TransportError.self) { try transport.exchange(RuntimeAPIRequest(path: "/2")) }
        #expect(try transport.exchange(RuntimeAPIRequest(path: "/3")).status == 202)
    }

    @Test("a refused connection is an error that names the address")
    func refused() throws {
        let server = try LineServer([])
        let address = "127.0.0.1:\(server.port)"
        let transport = try #require(CurlTransport(address: address))
        #expect {
            // The listener closes at once, or else the connection is reset: either way nothing answers.
            try transport.exchange(RuntimeAPIRequest(path: "/next"))
        } throws: { error in
            "\(error)".contains(address)
        }
    }
}
