import Events
import JSON
import Testing

@Suite("Events of API Gateway")
struct FunctionEventTests {
    /// https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html#apigateway-example-event, shortened.
    private func version1(_ change: (inout [String: JSON]) -> Void = { _ in }) -> JSON {
        var members: [String: JSON] = [
            "resource": "/round", "path": "/round", "httpMethod": "GET",
            "headers": ["Accept": "*/*", "Host": "qlt4yfsdfg.execute-api.eu-west-1.amazonaws.com"],
            "multiValueHeaders": ["Accept": ["*/*"]],
            "queryStringParameters": ["number": "62.5"], "multiValueQueryStringParameters": ["number": ["1", "62.5"]],
            "pathParameters": nil, "stageVariables": nil,
            "requestContext": ["accountId": "000000000000", "stage": "dev", "httpMethod": "GET", "path": "/dev/round"],
            "body": nil, "isBase64Encoded": false,
        ]
        change(&members)
        return .object(members.map { JSON.Member($0.key, $0.value) })
    }

    /// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html, shortened.
    private func version2(_ change: (inout [String: JSON]) -> Void = { _ in }) -> JSON {
        var members: [String: JSON] = [
            "version": "2.0", "routeKey": "POST /sort", "rawPath": "/sort", "rawQueryString": "",
            "headers": ["content-type": "application/json"],
            "requestContext": [
                "accountId": "000000000000", "stage": "$default",
                "http": ["method": "POST", "path": "/sort", "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1"],
            ],
            "body": "[3,1,2]", "isBase64Encoded": false,
        ]
        change(&members)
        return .object(members.map { JSON.Member($0.key, $0.value) })
    }

    private func request(_ json: JSON) throws -> HTTPRequest {
        guard case .http(let request) = try FunctionEvent(json) else {
            throw EventError(message: "not taken for a request")
        }
        return request
    }

    @Test("format 1.0 becomes a request")
    func formatOne() throws {
        let request = try request(version1())
        #expect(request.method == "GET")
        #expect(request.path == "/round")
        #expect(request.query["number"] == "62.5")
        #expect(request.query["other"] == nil)
        #expect(request.body == [])
    }

    @Test("format 2.0 becomes a request")
    func formatTwo() throws {
        let request = try request(version2())
        #expect(request.method == "POST")
        #expect(request.path == "/sort")
        #expect(request.query["number"] == nil)
        #expect(request.body == Array("[3,1,2]".utf8))
    }

    @Test("no query is null in 1.0")
    func nullQuery() throws {
        #expect(try request(version1 { $0["queryStringParameters"] = .null }).query["number"] == nil)
    }

    @Test(
        "Base64 bodies are decoded",
        arguments: [
            ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYmFy", "foobar"), ("w7/DvyE=", "ÿÿ!"),
        ])
    func base64(encoded: String, decoded: String) throws {
        let request = try request(
            version2 {
                $0["body"] = .string(encoded)
                $0["isBase64Encoded"] = true
            })
        #expect(request.body == Array(decoded.utf8))
    }

    @Test("what is not Base64 is refused", arguments: ["Z", "Zm9", "Zm9v=", "Z===", "====", "Zm 9", "Zm9-"])
    func notBase64(encoded: String) {
        #expect(throws: EventError.self) {
            try request(
                version1 {
                    $0["body"] = .string(encoded)
                    $0["isBase64Encoded"] = true
                })
        }
    }

    @Test("anything else is a direct event", arguments: [#"{"number":62.5}"#, "[3,1]", "null", #"{"version":"2.0"}"#])
    func direct(text: String) throws {
        let json = try JSON(parsing: text)
        #expect(try FunctionEvent(json) == .direct(json))
    }

    @Test("answers have only the keys that a REST API allows")
    func answer() {
        let answer = HTTPAnswer(statusCode: 200, contentType: "text/plain", body: "6\"3")
        #expect(
            answer.json.text
                == #"{"statusCode":200,"headers":{"content-type":"text/plain"},"body":"6\"3","isBase64Encoded":false}"#)
    }
}
