import Cloud
import NIOHTTP1
import Testing

@testable import Emulator

@Suite("Stages and APIs at the doors")
struct StageTests {
    private static func api(
        _ id: String, _ kind: API.Kind, stages: [String], origin: Origin = .api, madeAt: Int = 0,
        path: String = "/round"
    ) throws -> API {
        API(
            id: id, name: id, origin: origin, kind: kind,
            stages: try stages.map { name in
                API.Stage(
                    name: name,
                    routes: [
                        try Route(
                            method: "GET", path: try RoutePath(parsing: path),
                            function: FunctionReference(name: "\(id)-\(name)"), timeout: .seconds(29))
                    ])
            }, madeAt: madeAt)
    }

    private static func router(_ apis: [API]) throws -> GatewayRouter {
        var cloud = Cloud()
        for api in apis { try cloud.apply(.putAPI(api)) }
        return GatewayRouter(cloud: cloud)
    }

    private static func name(_ routed: Routed?) -> String {
        switch routed {
        case .invoke(let call): call.function.name
        case .answer(let answer), .noRoute(let answer): "\(answer.status.code)"
        case .misconfigured(_, let sentence): sentence
        case nil: "none"
        }
    }

    @Test(
        "Each stage of an API is reached by its name",
        arguments: [
            ("/restapis/resta/dev/_user_request_/round", "resta-dev"),
            ("/restapis/resta/prod/_user_request_/round", "resta-prod"),
            ("/_aws/execute-api/resta/prod/round", "resta-prod"),
            ("/_aws/execute-api/resta/test/round", "403"),
            ("/_aws/execute-api/httpa/$default/round", "httpa-$default"),
            ("/_aws/execute-api/httpa/dev/round", "httpa-dev"),
            ("/_aws/execute-api/none/dev/round", "403"),
        ])
    func stages(target: String, expected: String) throws {
        let router = try Self.router([
            Self.api("resta", .rest, stages: ["dev", "prod"]), Self.api("httpa", .http, stages: ["$default", "dev"]),
        ])
        let request = HTTPRequest(method: .GET, target: target, headers: ["Host": "localhost:4566"])
        #expect(Self.name(router.routeByID(request, stamp: GatewaySample.stamp)) == expected)
    }

    @Test("The host names an API, and the path its stage")
    func host() throws {
        let router = try Self.router([Self.api("httpa", .http, stages: ["$default", "dev"])])
        for (path, expected) in [("/round", "httpa-$default"), ("/dev/round", "httpa-dev"), ("/other", "404")] {
            let request = HTTPRequest(
                method: .GET, target: path, headers: ["Host": "httpa.execute-api.localhost:4566"])
            #expect(Self.name(router.routeByID(request, stamp: GatewaySample.stamp)) == expected)
        }
    }

    @Test(
        "On the app's port the file's APIs come first, then the youngest; a stage by name before the nameless ones",
        arguments: [
            ("/dev/round", "filea-dev"), ("/dev/only-old", "oldrest-dev"), ("/round", "younghttp-$default"),
            ("/blue/round", "oldhttp-blue"), ("/nothing", "404"), ("/dev/nothing", "403"),
        ])
    func appPort(target: String, expected: String) throws {
        let router = try Self.router([
            Self.api("oldrest", .rest, stages: ["dev"], madeAt: 1, path: "/only-old"),
            Self.api("youngrest", .rest, stages: ["dev"], madeAt: 2),
            Self.api("filea", .rest, stages: ["dev"], origin: .file),
            Self.api("oldhttp", .http, stages: ["$default", "blue"], madeAt: 1),
            Self.api("younghttp", .http, stages: ["$default"], madeAt: 2),
        ])
        let request = HTTPRequest(method: .GET, target: target, headers: ["Host": "localhost:3000"])
        #expect(Self.name(router.route(request, stamp: GatewaySample.stamp)) == expected)
    }

    @Test("A route that cannot be carried out is 500, in each gateway's words, and says why")
    func misconfigured() throws {
        for (kind, body) in [(API.Kind.rest, "Internal server error"), (.http, "Internal Server Error")] {
            let route = try Route(
                method: "GET", path: try RoutePath(parsing: "/x"), target: .misconfigured("it is broken."),
                timeout: .seconds(1))
            let stage = API.Stage(name: kind == .rest ? "dev" : "$default", routes: [route])
            let router = try Self.router([API(id: "a", name: "a", kind: kind, stages: [stage])])
            let request = HTTPRequest(method: .GET, target: kind == .rest ? "/dev/x" : "/x")
            guard case .misconfigured(let answer, let why) = router.route(request, stamp: GatewaySample.stamp) else {
                Issue.record("It was carried out.")
                continue
            }
            #expect(answer.status == .internalServerError)
            #expect(answer.body.text == "{\"message\":\"\(body)\"}")
            #expect(why == "GET /x: it is broken.")
        }
    }
}
