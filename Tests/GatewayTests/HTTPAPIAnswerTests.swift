import NIOCore
import NIOHTTP1
import Testing

@testable import Emulator

@Suite struct HTTPAPIAnswerTests {
    private func answer(_ output: String) throws -> HTTPAnswer {
        try GatewaySample().call(.GET, "/round").answer(to: .payload(ByteBuffer(string: output)))
    }

    @Test("A function's answer gets the gateway's id")
    func whole() throws {
        let output = #"""
            {"statusCode":201,"headers":{"X-One":"1","Content-Type":"text/plain"},"body":"63","cookies":["a=1","b=2"],
            "anything":{"else":"is ignored"}}
            """#
        #expect(
            try answer(output).text == """
                201
                X-One: 1
                Content-Type: text/plain
                set-cookie: a=1
                set-cookie: b=2
                apigw-requestid: hHalNun0EeiXOS0=

                63
                """)
    }

    @Test(
        "Without a statusCode the output is the body, as JSON",
        arguments: [
            (#"{ "message": "hi" }"#, #"{ "message": "hi" }"#), (#"{"body":"b"}"#, #"{"body":"b"}"#), ("3", "3"),
            ("[1,2]", "[1,2]"), (#""hello\n""#, "hello\n"), ("true", "true"), ("null", "null"),
            (#"{"statusCode":null}"#, #"{"statusCode":null}"#),
        ])
    func inferred(output: String, body: String) throws {
        #expect(
            try answer(output).text == """
                200
                Content-Type: application/json
                apigw-requestid: hHalNun0EeiXOS0=

                \(body)
                """)
    }

    @Test(
        "Malformed outputs are 500",
        arguments: [
            "", "{", "nope", #"{"statusCode":"x"}"#, #"{"statusCode":101}"#, #"{"statusCode":200,"headers":[]}"#,
            #"{"statusCode":200,"headers":{"a":["1"]}}"#, #"{"statusCode":200,"body":{}}"#,
            #"{"statusCode":200,"cookies":"a=1"}"#, #"{"statusCode":200,"cookies":["a=1\r\nX: y"]}"#,
            #"{"statusCode":200,"headers":{"a":"\r\n\r\n<html>"}}"#, #"{"statusCode":200,"headers":{"a\n":"1"}}"#,
            #"{"statusCode":200,"isBase64Encoded":true,"body":"?"}"#,
        ])
    func malformed(output: String) throws {
        #expect(
            try answer(output).text == """
                500
                Content-Type: application/json
                apigw-requestid: hHalNun0EeiXOS0=

                {"message":"Internal Server Error"}
                """)
    }

    @Test("A body without a type is plain text; no body has none")
    func contentType() throws {
        #expect(try answer(#"{"statusCode":200,"body":"b"}"#).headers["content-type"] == ["text/plain;charset=UTF-8"])
        #expect(try answer(#"{"statusCode":200}"#).headers["content-type"] == [])
    }

    @Test("Base64 is decoded whatever the client accepts")
    func base64() throws {
        let answer = try answer(#"{"statusCode":200,"isBase64Encoded":true,"body":"/wA="}"#)
        #expect(Array(answer.body.readableBytesView) == [0xFF, 0x00])
    }

    @Test("Headers that frame the message are left out")
    func dropped() throws {
        let output = #"""
            {"statusCode":200,"headers":{"Content-Length":"9","Transfer-Encoding":"chunked","Connection":"close",
            "apigw-requestid":"mine","date":"d"}}
            """#
        #expect(try answer(output).headers.map(\.name) == ["apigw-requestid"])
    }

    @Test(
        "Calls that end without an output",
        arguments: [
            (.functionError(ByteBuffer(string: #"{"errorType":"E"}"#)), 500, "Internal Server Error"),
            (.rejected, 500, "Internal Server Error"), (.timedOut, 503, "Service Unavailable"),
            (.eventTooLarge, 413, "Request Entity Too Large"),
        ] as [(FunctionOutput, Int, String)])
    func noOutput(output: FunctionOutput, status: Int, message: String) throws {
        let answer = try GatewaySample().call(.GET, "/round").answer(to: output)
        #expect(Int(answer.status.code) == status)
        #expect(answer.body.text == #"{"message":"\#(message)"}"#)
    }
}
