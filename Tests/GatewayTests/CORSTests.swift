import Cloud
import NIOCore
import NIOHTTP1
import Testing

@testable import Emulator

@Suite("CORS of HTTP APIs")
struct CORSTests {
    private static let cors = CORS(
        allowOrigins: ["https://a.example", "http://localhost*"], allowMethods: ["GET", "POST"],
        allowHeaders: ["content-type", "x-a"], exposeHeaders: ["x-b", "x-c"], allowCredentials: true, maxAge: 300)

    private func answer(_ headers: HTTPHeaders, cors: CORS = CORSTests.cors) throws -> HTTPAnswer? {
        let request = HTTPRequest(method: .OPTIONS, target: "/nowhere", headers: headers)
        guard case .answer(let answer) = try GatewaySample(cors: cors).route(request) else { return nil }
        return answer
    }

    @Test("A preflight is answered without a route, with what the configuration allows")
    func preflight() throws {
        let answer = try answer(["Origin": "https://a.example", "Access-Control-Request-Method": "DELETE"])
        #expect(
            answer?.text == """
                204
                access-control-allow-origin: https://a.example
                access-control-allow-methods: GET,POST
                access-control-allow-headers: content-type,x-a
                access-control-max-age: 300
                access-control-allow-credentials: true
                apigw-requestid: hHalNun0EeiXOS0=


                """)
    }

    @Test(
        "Which origins are allowed",
        arguments: [
            (["https://a.example"], false, "https://a.example", "https://a.example"),
            (["https://a.example"], false, "https://b.example", nil), (["*"], false, "https://b.example", "*"),
            (["*"], true, "https://b.example", "https://b.example"),
            (["https://*"], false, "https://b.example", "https://b.example"),
            (["https://*"], false, "http://b.example", nil),
        ] as [([String], Bool, String, String?)])
    func origins(allowed: [String], credentials: Bool, origin: String, expected: String?) throws {
        let cors = CORS(allowOrigins: allowed, allowCredentials: credentials)
        let answer = try answer(["Origin": origin, "Access-Control-Request-Method": "GET"], cors: cors)
        #expect(answer?.status == .noContent)
        #expect(answer?.headers.first(name: "access-control-allow-origin") == expected)
    }

    @Test("OPTIONS that is no preflight goes to the routes")
    func plainOptions() throws {
        #expect(try answer(["Origin": "https://a.example"]) == nil)
        #expect(try answer(["Access-Control-Request-Method": "GET"]) == nil)
    }

    @Test("On answers the gateway's headers take the place of the function's")
    func answers() throws {
        let output = ByteBuffer(
            string: #"{"statusCode":200,"headers":{"Access-Control-Allow-Origin":"*","x-a":"1"},"body":"hi"}"#)
        let call = try GatewaySample(cors: Self.cors).call(
            .GET, "/round", headers: ["Host": "localhost", "Origin": "http://localhost:8080"])
        let answer = call.answer(to: .payload(output))
        #expect(answer.headers["access-control-allow-origin"] == ["http://localhost:8080"])
        #expect(answer.headers["access-control-expose-headers"] == ["x-b,x-c"])
        #expect(answer.headers["access-control-allow-credentials"] == ["true"])
        #expect(answer.headers["x-a"] == ["1"])

        let other = try GatewaySample(cors: Self.cors).call(.GET, "/round", headers: ["Host": "localhost"])
        #expect(!other.answer(to: .payload(output)).headers.contains(name: "access-control-allow-origin"))
    }

    @Test("Without a configuration the function's headers stay")
    func untouched() throws {
        let output = ByteBuffer(string: #"{"statusCode":200,"headers":{"Access-Control-Allow-Origin":"*"}}"#)
        let call = try GatewaySample().call(.GET, "/round")
        #expect(call.answer(to: .payload(output)).headers["Access-Control-Allow-Origin"] == ["*"])
    }
}
