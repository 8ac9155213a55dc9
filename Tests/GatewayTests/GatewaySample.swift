import Cloud
import NIOCore
import NIOHTTP1

@testable import Emulator

/// A REST API at the stage `dev` and an HTTP API, both with the same routes, and a request that is always stamped the
/// same.
struct GatewaySample {
    var binaryMediaTypes: [String] = []
    var stageVariables: [String: String] = [:]
    var routes: [(method: String, path: String)] = [
        ("GET", "/round"), ("POST", "/sort"), ("ANY", "/any"), ("GET", "/pets/{id}"), ("ANY", "/files/{proxy+}"),
    ]

    static let restID = "restrestre"
    static let httpID = "httphttpht"

    static let stamp = RequestStamp(
        requestID: "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
        trace: "Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e;Parent=1234567890abcdef;Sampled=0",
        epochMilliseconds: 1_583_349_317_135)

    var cors: CORS?

    func api(_ kind: API.Kind) throws -> API {
        let stage = API.Stage(
            name: kind == .rest ? "dev" : "$default", deploymentID: "dep123",
            routes: try routes.map {
                try Route(
                    method: $0.method, path: try RoutePath(parsing: $0.path),
                    function: FunctionReference(name: "\($0.method) \($0.path)"), timeout: .seconds(29),
                    resourceID: "abc123")
            },
            variables: stageVariables, binaryMediaTypes: binaryMediaTypes, cors: kind == .http ? cors : nil)
        return API(id: kind == .rest ? Self.restID : Self.httpID, name: "sample", kind: kind, stages: [stage])
    }

    func router() throws -> GatewayRouter {
        var cloud = Cloud()
        try cloud.apply(.putAPI(try api(.rest)))
        try cloud.apply(.putAPI(try api(.http)))
        return GatewayRouter(cloud: cloud)
    }

    func route(_ request: HTTPRequest) throws -> Routed {
        try router().route(request, stamp: Self.stamp)
    }

    /// The call that a request leads to.
    func call(
        _ method: HTTPMethod = .GET, _ target: String, headers: HTTPHeaders = ["Host": "localhost:3000"],
        body: [UInt8] = []
    ) throws -> GatewayCall {
        let request = HTTPRequest(method: method, target: target, headers: headers, body: ByteBuffer(bytes: body))
        guard case .invoke(let call) = try route(request) else { throw NoRoute() }
        return call
    }

    struct NoRoute: Error {}
}

extension HTTPAnswer {
    /// The answer as text: status, headers, an empty line, the body.
    var text: String {
        let lines = headers.map { "\($0.name): \($0.value)" }
        return (["\(status.code)"] + lines + ["", String(buffer: body)]).joined(separator: "\n")
    }
}

extension ByteBuffer {
    var text: String { String(buffer: self) }
}
