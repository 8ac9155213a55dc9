import Cloud
import NIOCore
import NIOHTTP1
import Testing

@testable import Emulator

@Suite("Payload format 1.0 of HTTP APIs")
struct PayloadFormatTests {
    private func call(headers: HTTPHeaders = ["Host": "localhost:3000"], body: String = "") throws -> GatewayCall {
        let route = try Route(
            method: "POST", path: try RoutePath(parsing: "/pets/{id}"),
            target: .function(FunctionReference(name: "pets")), timeout: .seconds(30), payloadFormat: .one)
        let stage = API.Stage(name: "dev", deploymentID: "dep123", routes: [route])
        var cloud = Cloud()
        try cloud.apply(.putAPI(API(id: GatewaySample.httpID, name: "sample", kind: .http, stages: [stage])))
        let request = HTTPRequest(
            method: .POST, target: "/dev/pets/7?a=1&a=2", headers: headers, body: ByteBuffer(string: body))
        guard case .invoke(let call) = GatewayRouter(cloud: cloud).route(request, stamp: GatewaySample.stamp) else {
            throw GatewaySample.NoRoute()
        }
        return call
    }

    @Test("The event is that of a REST API with a version, without what only REST APIs have")
    func event() throws {
        #expect(
            try call(body: "hi").event().text == #"""
                {"version":"1.0","resource":"/pets/{id}","path":"/dev/pets/7","httpMethod":"POST",\#
                "headers":{"Host":"localhost:3000","X-Amzn-Trace-Id":"Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e",\#
                "X-Forwarded-For":"127.0.0.1","X-Forwarded-Port":"3000","X-Forwarded-Proto":"http"},\#
                "multiValueHeaders":{"Host":["localhost:3000"],\#
                "X-Amzn-Trace-Id":["Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e"],"X-Forwarded-For":["127.0.0.1"],\#
                "X-Forwarded-Port":["3000"],"X-Forwarded-Proto":["http"]},\#
                "queryStringParameters":{"a":"2"},"multiValueQueryStringParameters":{"a":["1","2"]},\#
                "pathParameters":{"id":"7"},"stageVariables":null,\#
                "requestContext":{"resourceId":null,"resourcePath":"/pets/{id}","httpMethod":"POST",\#
                "extendedRequestId":"hHalNun0EeiXOS0=","requestTime":"04/Mar/2020:19:15:17 +0000",\#
                "path":"/dev/pets/7","accountId":"000000000000","protocol":"HTTP/1.1","stage":"dev",\#
                "domainPrefix":"httphttpht","requestTimeEpoch":1583349317135,\#
                "requestId":"8476a536-e9f4-11e8-9739-2dfe598c3fcd",\#
                "identity":{"cognitoIdentityPoolId":null,"accountId":null,"cognitoIdentityId":null,"caller":null,\#
                "sourceIp":"127.0.0.1","principalOrgId":null,"accessKey":null,"cognitoAuthenticationType":null,\#
                "cognitoAuthenticationProvider":null,"userArn":null,"userAgent":null,"user":null},\#
                "domainName":"httphttpht.execute-api.eu-west-1.amazonaws.com",\#
                "apiId":"httphttpht"},"body":"hi","isBase64Encoded":false}
                """#)
    }

    @Test("A body of a type that is not text is base64")
    func binary() throws {
        let event = try call(headers: ["Host": "localhost", "Content-Type": "image/png"], body: "hi").event().text
        #expect(event.hasSuffix(#""body":"aGk=","isBase64Encoded":true}"#))
    }

    @Test("Answers may have multiValueHeaders, and must have a status code")
    func answers() throws {
        let output =
            #"{"statusCode":201,"headers":{"x-a":"1"},"multiValueHeaders":{"Set-Cookie":["a","b"]},"body":"hi"}"#
        let answer = try call().answer(to: .payload(ByteBuffer(string: output)))
        #expect(answer.status == .created)
        #expect(answer.headers["set-cookie"] == ["a", "b"])
        #expect(answer.headers["x-a"] == ["1"])
        #expect(answer.body.text == "hi")
        var complaint = ""
        let refused = try call().answer(to: .payload(ByteBuffer(string: #"{"body":"hi"}"#))) { complaint = $0 }
        #expect(refused.status == .internalServerError)
        #expect(complaint.contains("The output has no statusCode"))
    }
}
