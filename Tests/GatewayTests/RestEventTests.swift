import Cloud
import NIOHTTP1
import Testing

@testable import Emulator

@Suite struct RestEventTests {
    private let sample = GatewaySample()

    /// The part of the event between two keys.
    private func part(_ event: String, from key: String, to next: String) throws -> Substring {
        let start = try #require(event.firstRange(of: "\"\(key)\":"))
        let end = try #require(event.firstRange(of: ",\"\(next)\":"))
        return event[start.lowerBound..<end.lowerBound]
    }

    @Test("A plain GET makes this event")
    func whole() throws {
        let event = try sample.call(.GET, "/dev/round?number=62.5", headers: ["Host": "localhost:3000"]).event()
        let deploymentID = "dep123"
        #expect(
            event.text == #"""
                {"resource":"/round","path":"/round","httpMethod":"GET",\#
                "headers":{"Host":"localhost:3000","X-Amzn-Trace-Id":"Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e",\#
                "X-Forwarded-For":"127.0.0.1","X-Forwarded-Port":"3000","X-Forwarded-Proto":"http"},\#
                "multiValueHeaders":{"Host":["localhost:3000"],\#
                "X-Amzn-Trace-Id":["Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e"],\#
                "X-Forwarded-For":["127.0.0.1"],"X-Forwarded-Port":["3000"],"X-Forwarded-Proto":["http"]},\#
                "queryStringParameters":{"number":"62.5"},"multiValueQueryStringParameters":{"number":["62.5"]},\#
                "pathParameters":null,"stageVariables":null,\#
                "requestContext":{"resourceId":"abc123","resourcePath":"/round","httpMethod":"GET",\#
                "extendedRequestId":"hHalNun0EeiXOS0=","requestTime":"04/Mar/2020:19:15:17 +0000",\#
                "path":"/dev/round","accountId":"000000000000","protocol":"HTTP/1.1","stage":"dev",\#
                "domainPrefix":"restrestre","requestTimeEpoch":1583349317135,\#
                "requestId":"8476a536-e9f4-11e8-9739-2dfe598c3fcd",\#
                "identity":{"cognitoIdentityPoolId":null,"accountId":null,"cognitoIdentityId":null,"caller":null,\#
                "sourceIp":"127.0.0.1","principalOrgId":null,"accessKey":null,"cognitoAuthenticationType":null,\#
                "cognitoAuthenticationProvider":null,"userArn":null,"userAgent":null,"user":null},\#
                "domainName":"restrestre.execute-api.eu-west-1.amazonaws.com","deploymentId":"\#(deploymentID)",\#
                "apiId":"restrestre"},"body":null,"isBase64Encoded":false}
                """#)
    }

    @Test("Headers keep the client's spelling, the last value wins, connection headers stay out")
    func headers() throws {
        let headers: HTTPHeaders = [
            "tEsT-HEADeR": "1", "test-header": "2", "authorization": "a", "user-AGENT": "curl", "Content-Length": "0",
            "Connection": "keep-alive", "X-Forwarded-For": "10.0.0.1",
        ]
        let event = try sample.call(.GET, "/dev/round", headers: headers).event().text
        #expect(
            try part(event, from: "headers", to: "multiValueHeaders") == #"""
                "headers":{"tEsT-HEADeR":"2","Authorization":"a","User-Agent":"curl",\#
                "X-Forwarded-For":"10.0.0.1, 127.0.0.1",\#
                "X-Amzn-Trace-Id":"Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e",\#
                "X-Forwarded-Port":"80","X-Forwarded-Proto":"http"}
                """#)
        #expect(event.contains(#""tEsT-HEADeR":["1","2"]"#))
        #expect(event.contains(#""userAgent":"curl""#))
    }

    @Test(
        "Queries are decoded, the last value wins, the order stays",
        arguments: [
            ("", "null", "null"), ("?", "null", "null"), ("?&&", "null", "null"),
            ("?price=10&price=20&price=30", #"{"price":"30"}"#, #"{"price":["10","20","30"]}"#),
            ("?b=1&a=2&b=3", #"{"b":"3","a":"2"}"#, #"{"b":["1","3"],"a":["2"]}"#),
            ("?a+b=c+d%2B", #"{"a b":"c d+"}"#, #"{"a b":["c d+"]}"#),
            ("?flag&empty=&=x", #"{"flag":"","empty":"","":"x"}"#, #"{"flag":[""],"empty":[""],"":["x"]}"#),
            ("?a=b=c", #"{"a":"b=c"}"#, #"{"a":["b=c"]}"#),
            // Bad percent-encoding stays as it is, bad UTF-8 becomes U+FFFD, quotes are escaped.
            ("?a=%zz%4&b=%", #"{"a":"%zz%4","b":"%"}"#, #"{"a":["%zz%4"],"b":["%"]}"#),
            ("?a=%ff%22%00", #"{"a":"\#u{FFFD}\"\u0000"}"#, #"{"a":["\#u{FFFD}\"\u0000"]}"#),
            ("?%C3%A9=%F0%9F%8E%AD", #"{"é":"🎭"}"#, #"{"é":["🎭"]}"#),
        ])
    func query(query: String, single: String, multi: String) throws {
        let event = try sample.call(.GET, "/dev/round\(query)").event().text
        #expect(
            try part(event, from: "queryStringParameters", to: "pathParameters")
                == "\"queryStringParameters\":\(single),\"multiValueQueryStringParameters\":\(multi)")
    }

    @Test(
        "Paths reach the function as recorded on AWS",
        arguments: [
            ("/dev/files/proxy-value", "/files/proxy-value", "proxy-value"),
            ("/dev/files/proxy-value/", "/files/proxy-value/", "proxy-value/"),
            ("/dev/files/proxy-value//double-slash", "/files/proxy-value//double-slash", "proxy-value//double-slash"),
            ("/dev//files/a", "/files/a", "a"),
            ("/dev/files/test%2Balias@x", "/files/test%2Balias@x", "test%2Balias@x"),
        ])
    func paths(target: String, path: String, proxy: String) throws {
        let event = try sample.call(.PUT, target).event().text
        #expect(event.contains(#""path":"\#(path)","httpMethod":"PUT""#))
        #expect(event.contains(#""pathParameters":{"proxy":"\#(proxy)"}"#))
        #expect(event.contains(#""path":"\#(target)","accountId""#))
        #expect(event.contains(#""resourcePath":"/files/{proxy+}""#))
    }

    @Test(
        "Bodies go as text, or as base64 where they are no text",
        arguments: [
            ([], "text/plain", "null", false), (Array("[1,\"é\"\n]".utf8), "text/plain", #""[1,\"é\"\n]""#, false),
            ([0xFF, 0x00], "text/plain", #""/wA=""#, true), (Array("png".utf8), "image/png", #""cG5n""#, true),
            (Array("png".utf8), "IMAGE/PNG; q=1", #""cG5n""#, true), (Array("x".utf8), "", #""x""#, false),
        ] as [([UInt8], String, String, Bool)])
    func bodies(body: [UInt8], type: String, expected: String, isBase64: Bool) throws {
        let sample = GatewaySample(binaryMediaTypes: ["image/*"])
        let event = try sample.call(.POST, "/dev/sort", headers: ["Content-Type": type], body: body).event().text
        #expect(event.hasSuffix(#","body":\#(expected),"isBase64Encoded":\#(isBase64)}"#))
    }

    @Test("Stage variables are passed on")
    func stageVariables() throws {
        let event = try GatewaySample(stageVariables: ["b": "2", "a": "1"]).call(.GET, "/dev/round").event().text
        #expect(event.contains(#""stageVariables":{"a":"1","b":"2"}"#))
    }

    @Test("A query of thousands of names is written in time")
    func hugeQuery() throws {
        let names = (0..<1400).map { "n\($0)" }
        let event = try sample.call(.GET, "/dev/round?" + names.joined(separator: "&")).event().text
        #expect(event.contains(#""n1399":"""#))
    }
}
