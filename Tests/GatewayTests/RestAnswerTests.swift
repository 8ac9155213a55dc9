import NIOCore
import NIOHTTP1
import Testing

@testable import Emulator

@Suite struct RestAnswerTests {
    private func answer(
        _ output: String, accept: String? = nil, binary: [String] = [], method: HTTPMethod = .GET
    ) throws -> HTTPAnswer {
        let headers = HTTPHeaders(accept.map { [("Accept", $0)] } ?? [])
        let call = try GatewaySample(binaryMediaTypes: binary).call(method, "/dev/any", headers: headers)
        return call.answer(to: .payload(ByteBuffer(string: output)))
    }

    @Test("A function's answer gets the gateway's headers")
    func whole() throws {
        let output = #"{"statusCode":201,"headers":{"X-One":"1","content-type":"text/plain"},"body":"63"}"#
        #expect(
            try answer(output).text == """
                201
                X-One: 1
                content-type: text/plain
                x-amzn-RequestId: 8476a536-e9f4-11e8-9739-2dfe598c3fcd
                x-amz-apigw-id: hHalNun0EeiXOS0=
                X-Amzn-Trace-Id: Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e;Parent=1234567890abcdef;Sampled=0

                63
                """)
    }

    @Test(
        "What may be left out or be written otherwise",
        arguments: [
            ("{}", 200, ""), (#"{"statusCode":"404"}"#, 404, ""), (#"{"statusCode":null,"body":null}"#, 200, ""),
            (#"{"headers":null,"multiValueHeaders":null,"isBase64Encoded":null,"body":"b"}"#, 200, "b"),
            (#"{"isBase64Encoded":false,"body":"b"}"#, 200, "b"), (#"{"statusCode":204,"body":"ignored"}"#, 204, ""),
            (#"{"statusCode":304,"body":"ignored"}"#, 304, ""), (#"{"statusCode":599,"body":"é🎭"}"#, 599, "é🎭"),
        ])
    func allowed(output: String, status: Int, body: String) throws {
        let answer = try answer(output)
        #expect(Int(answer.status.code) == status)
        #expect(answer.body.text == body)
        #expect(answer.headers["content-type"] == ["application/json"])
    }

    @Test(
        "Malformed outputs are 502",
        arguments: [
            "", " ", "null", "3", "true", #""text""#, "[]", "{", #"{"statusCode":200}x"#, #"{"body":"b","extra":1}"#,
            #"{"cookies":["a=1"]}"#, #"{"statusCode":"abc"}"#, #"{"statusCode":99}"#, #"{"statusCode":100}"#,
            #"{"statusCode":600}"#, #"{"statusCode":200.5}"#, #"{"statusCode":[]}"#, #"{"statusCode":true}"#,
            #"{"headers":[]}"#, #"{"headers":"x"}"#, #"{"headers":{"a":[]}}"#, #"{"headers":{"a":{}}}"#,
            #"{"multiValueHeaders":{"a":"1"}}"#, #"{"multiValueHeaders":[]}"#, #"{"multiValueHeaders":{"a":[[]]}}"#,
            #"{"body":{}}"#, #"{"body":[]}"#, #"{"body":1}"#, #"{"isBase64Encoded":"yes"}"#, #"{"isBase64Encoded":1}"#,
            // What could end its line never reaches the wire.
            #"{"headers":{"a":"1\r\nb: 2"}}"#, #"{"headers":{"a":"1\n2"}}"#, #"{"headers":{"a":"\u0000"}}"#,
            #"{"headers":{"a\r\nb":"1"}}"#, #"{"headers":{"a b":"1"}}"#, #"{"headers":{"a:":"1"}}"#,
            #"{"headers":{"":"1"}}"#, #"{"headers":{"é":"1"}}"#, #"{"multiValueHeaders":{"a":["1","\r\n\r\n"]}}"#,
        ])
    func malformed(output: String) throws {
        #expect(
            try answer(output).text == """
                502
                x-amzn-RequestId: 8476a536-e9f4-11e8-9739-2dfe598c3fcd
                x-amzn-ErrorType: InternalServerErrorException
                x-amz-apigw-id: hHalNun0EeiXOS0=
                Content-Type: application/json

                {"message":"Internal server error"}
                """)
    }

    @Test("The log learns what was wrong")
    func complaint() throws {
        let call = try GatewaySample().call(.GET, "/dev/round")
        var complaints: [String] = []
        _ = call.answer(to: .payload(ByteBuffer(string: #"{"status":200}"#))) { complaints.append($0) }
        #expect(
            complaints == [
                "GET /round, answered by GET /round: The output has the key \"status\": a REST API takes only statusCode, "
                    + "headers, multiValueHeaders, body, isBase64Encoded"
            ])
    }

    @Test("Headers of both maps are merged: the multi-value ones first, in their case")
    func merged() throws {
        let output = #"""
            {"headers":{"x-both":"3","flag":true,"number":1.50,"none":null},"multiValueHeaders":{"X-Both":["1","2"]}}
            """#
        let lines = try answer(output).text.split(separator: "\n").dropFirst().prefix(5)
        #expect(lines == ["X-Both: 1", "X-Both: 2", "X-Both: 3", "flag: true", "number: 1.50"])
    }

    @Test("Headers of the connection are renamed or left out")
    func remapped() throws {
        let output = #"""
            {"headers":{"Date":"d","server":"s","Content-Length":"9","WWW-Authenticate":"w","Authorization":"a",
            "Transfer-Encoding":"chunked","Connection":"close","x-amzn-requestid":"mine"}}
            """#
        let headers = try answer(output).headers
        #expect(
            headers.map(\.name).prefix(6) == [
                "x-amzn-Remapped-Date", "x-amzn-Remapped-server", "x-amzn-Remapped-Content-Length",
                "x-amzn-Remapped-WWW-Authenticate", "x-amzn-Remapped-Authorization", "x-amzn-Remapped-Connection",
            ])
        #expect(!headers.contains(name: "transfer-encoding"))
        #expect(!headers.contains(name: "content-length"))
        #expect(headers["x-amzn-requestid"] == ["8476a536-e9f4-11e8-9739-2dfe598c3fcd"])
    }

    @Test(
        "Base64 is decoded only if the first accepted type is a binary one",
        arguments: [
            ("image/png", ["image/png"], "png"), ("image/png, text/html", ["image/*"], "png"), (nil, ["*/*"], "png"),
            ("text/html, image/png", ["image/png"], "cG5n"), (nil, ["image/png"], "cG5n"), ("image/png", [], "cG5n"),
        ] as [(String?, [String], String)])
    func base64(accept: String?, binary: [String], expected: String) throws {
        let output = #"{"isBase64Encoded":true,"body":"cG5n"}"#
        #expect(try answer(output, accept: accept, binary: binary).body.text == expected)
    }

    @Test("Bad base64 is 500", arguments: ["c", "c===", "cG5n!", "cG5n=x", "cG=n", "é"])
    func badBase64(body: String) throws {
        let answer = try answer(#"{"isBase64Encoded":true,"body":"\#(body)"}"#, binary: ["*/*"])
        #expect(answer.status == .internalServerError)
        #expect(answer.body.text == #"{"message":"Internal server error"}"#)
    }

    @Test(
        "Calls that end without an output",
        arguments: [
            (.functionError(ByteBuffer(string: #"{"errorType":"E"}"#)), 502, "Internal server error"),
            (.rejected, 500, "Internal server error"), (.timedOut, 504, "Endpoint request timed out"),
            (.eventTooLarge, 413, "Request Too Long"),
        ] as [(FunctionOutput, Int, String)])
    func noOutput(output: FunctionOutput, status: Int, message: String) throws {
        let answer = try GatewaySample().call(.GET, "/dev/round").answer(to: output)
        #expect(Int(answer.status.code) == status)
        #expect(answer.body.text == #"{"message":"\#(message)"}"#)
    }
}
