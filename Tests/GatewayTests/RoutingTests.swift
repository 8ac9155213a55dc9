import Cloud
import NIOCore
import NIOHTTP1
import Testing

@testable import Emulator

@Suite struct RouteTableTests {
    /// The guide's example for HTTP APIs, and a few more.
    static let routes = [
        "GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "ANY $default",
        "POST /pets", "GET /", "GET /a/{x}/{y}", "ANY /a/b/{proxy+}", "PUT /a/{name}/z",
    ]

    private func key(_ precedence: RouteTable.Precedence, _ request: String) throws -> String? {
        let keys = precedence == .fullMatchFirst ? Self.routes : Self.routes.filter { !$0.hasSuffix("$default") }
        let routes = try keys.map { text in
            let parts = text.split(separator: " ")
            return try Route(
                method: String(parts[0]), path: try RoutePath(parsing: String(parts[1])),
                function: FunctionReference(name: "f"), timeout: .seconds(29))
        }
        let parts = request.split(separator: " ", omittingEmptySubsequences: false)
        let table = RouteTable(routes, precedence: precedence)
        return table.match(path: parts[1], method: String(parts[0])).map { match in
            ([match.route.key] + match.parameters.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
        }
    }

    @Test(
        "An HTTP API prefers full matches, then greedy ones, then $default",
        arguments: [
            ("GET /pets/dog/1", "GET /pets/dog/1"),
            ("GET /pets/dog/2", "GET /pets/dog/{id} id=2"),
            ("GET /pets/cat/3", "GET /pets/{proxy+} proxy=cat/3"),
            ("POST /pets/dog/1", "ANY /{proxy+} proxy=pets/dog/1"),
            ("POST /pets", "POST /pets"),
            ("GET /pets", "ANY /{proxy+} proxy=pets"),
            ("GET /", "GET /"),
            ("POST /", "$default"),
            ("TRACE /pets", "$default"),
            // A full match with parameters goes before a greedy one that shares more of the path.
            ("GET /a/b/c", "GET /a/{x}/{y} x=b y=c"),
            ("POST /a/b/c", "ANY /a/b/{proxy+} proxy=c"),
            // Parameters have their route's names, wherever they branch off.
            ("PUT /a/b/z", "PUT /a/{name}/z name=b"),
            // A trailing slash makes another path.
            ("GET /pets/dog/1/", "GET /pets/{proxy+} proxy=dog/1/"),
            ("GET /x//y", "ANY /{proxy+} proxy=x//y"),
            ("GET /pets/d%6Fg/1", "GET /pets/dog/1"),
            ("GET /pets/a%2Fb/c", "GET /pets/{proxy+} proxy=a%2Fb/c"),
        ])
    func httpAPI(request: String, expected: String) throws {
        #expect(try key(.fullMatchFirst, request) == expected)
    }

    @Test(
        "A REST API chooses the resource first, then the method",
        arguments: [
            ("GET /pets/dog/1", "GET /pets/dog/1"),
            ("GET /pets/dog/1/", "GET /pets/dog/1"),
            ("GET /pets/dog/2", "GET /pets/dog/{id} id=2"),
            ("GET /pets/cat/3/", "GET /pets/{proxy+} proxy=cat/3/"),
            ("POST /pets/dog/1", nil),
            ("GET /pets", nil),
            ("GET /elsewhere", "ANY /{proxy+} proxy=elsewhere"),
            ("DELETE /elsewhere//twice", "ANY /{proxy+} proxy=elsewhere//twice"),
            ("POST /", nil),
            ("GET /a/b/c", "ANY /a/b/{proxy+} proxy=c"),
        ] as [(String, String?)])
    func rest(request: String, expected: String?) throws {
        #expect(try key(.resourceFirst, request) == expected)
    }

    @Test("A hostile path costs no more than an honest one")
    func hostilePath() throws {
        let path = "/a" + String(repeating: "/b", count: 5000)
        #expect(try key(.fullMatchFirst, "GET \(path)") != nil)
    }
}

@Suite struct RoutingTests {
    private func function(_ routed: Routed?) -> String {
        switch routed {
        case .invoke(let call): "\(call.api.isREST ? "REST" : "HTTP") \(call.function.name)"
        case .answer(let answer): "answer \(answer.status.code) \(answer.body.text)"
        case .misconfigured(_, let sentence): sentence
        case .noRoute(let answer): "no route \(answer.status.code) \(answer.body.text)"
        case nil: "no API"
        }
    }

    @Test(
        "A first segment equal to the stage leads to the REST API, everything else to the HTTP API",
        arguments: [
            ("/dev/round", "REST GET /round"), ("/round", "HTTP GET /round"), ("/round?a=/dev/", "HTTP GET /round"),
            ("/dev/any/", "REST ANY /any"), ("/dev//any", "REST ANY /any"), ("/d%65v/round", "REST GET /round"),
            ("/dev", #"no route 403 {"message":"Missing Authentication Token"}"#),
            ("/dev/sort", #"no route 403 {"message":"Missing Authentication Token"}"#),
            ("/dev/unknown", #"no route 403 {"message":"Missing Authentication Token"}"#),
            ("/", #"no route 404 {"message":"Not Found"}"#), ("/devil", #"no route 404 {"message":"Not Found"}"#),
            ("/any/", #"no route 404 {"message":"Not Found"}"#), ("*", #"no route 404 {"message":"Not Found"}"#),
            ("", #"no route 404 {"message":"Not Found"}"#),
        ])
    func application(target: String, expected: String) throws {
        #expect(function(try GatewaySample().route(HTTPRequest(method: .GET, target: target))) == expected)
    }

    static let restID = GatewaySample.restID
    static let httpID = GatewaySample.httpID

    @Test(
        "On the AWS endpoint, host or path name the API",
        arguments: [
            ("localhost", "/restapis/\(restID)/dev/_user_request_/round", "REST GET /round"),
            ("localhost", "/restapis/\(restID)/prod/_user_request_/round", #"answer 403 {"message":"Forbidden"}"#),
            ("localhost", "/restapis/unknown/dev/_user_request_/round", #"answer 403 {"message":"Forbidden"}"#),
            (
                "localhost", "/restapis/\(restID)/dev/_user_request_",
                #"no route 403 {"message":"Missing Authentication Token"}"#
            ),
            ("localhost", "/_aws/execute-api/\(restID)/dev/round?x=1", "REST GET /round"),
            ("localhost", "/_aws/execute-api/\(httpID)/$default/round", "HTTP GET /round"),
            ("localhost", "/_aws/execute-api/\(httpID)/%24default/round", "HTTP GET /round"),
            ("\(restID).execute-api.localhost.localstack.cloud:4566", "/dev/round", "REST GET /round"),
            ("\(httpID).execute-api.eu-west-1.amazonaws.com", "/round", "HTTP GET /round"),
            ("\(httpID).execute-api.eu-west-1.amazonaws.com", "/", #"no route 404 {"message":"Not Found"}"#),
            // The control plane's own paths are left to it.
            ("localhost", "/restapis/\(restID)/resources", "no API"), ("localhost", "/restapis", "no API"),
            ("localhost", "/2015-03-31/functions", "no API"), ("execute-api.localhost", "/", "no API"),
        ])
    func awsEndpoint(host: String, target: String, expected: String) throws {
        let request = HTTPRequest(method: .GET, target: target, headers: ["Host": host])
        #expect(function(try GatewaySample().router().routeByID(request, stamp: GatewaySample.stamp)) == expected)
    }

    @Test("What is too large is refused by the gateway itself")
    func limits() throws {
        let sample = GatewaySample()
        let large = ByteBuffer(repeating: 0x20, count: GatewayLimits.bodyBytes + 1)
        let long = "/round?q=" + String(repeating: "q", count: GatewayLimits.targetBytes)
        let wide: HTTPHeaders = ["X-Wide": String(repeating: "w", count: GatewayLimits.headerBytes)]
        #expect(
            function(try sample.route(HTTPRequest(method: .POST, target: "/dev/sort", body: large)))
                == #"answer 413 {"message":"Request Too Long"}"#)
        #expect(
            function(try sample.route(HTTPRequest(method: .POST, target: "/sort", body: large)))
                == #"answer 413 {"message":"Request Entity Too Large"}"#)
        #expect(
            function(try sample.route(HTTPRequest(method: .GET, target: long)))
                == #"answer 414 {"message":"Request-URI Too Long"}"#)
        #expect(
            function(try sample.route(HTTPRequest(method: .GET, target: "/round", headers: wide)))
                == #"answer 431 {"message":"Request Header Fields Too Large"}"#)
    }

    @Test("A REST refusal carries its type, an HTTP API's only its id")
    func refusals() throws {
        guard case .noRoute(let rest) = try GatewaySample().route(HTTPRequest(method: .GET, target: "/dev/none")),
            case .noRoute(let http) = try GatewaySample().route(HTTPRequest(method: .GET, target: "/none"))
        else {
            Issue.record("both should have no route")
            return
        }
        #expect(
            rest.text == """
                403
                x-amzn-RequestId: 8476a536-e9f4-11e8-9739-2dfe598c3fcd
                x-amzn-ErrorType: MissingAuthenticationTokenException
                x-amz-apigw-id: hHalNun0EeiXOS0=
                Content-Type: application/json

                {"message":"Missing Authentication Token"}
                """)
        #expect(
            http.text == """
                404
                Content-Type: application/json
                apigw-requestid: hHalNun0EeiXOS0=

                {"message":"Not Found"}
                """)
    }
}
