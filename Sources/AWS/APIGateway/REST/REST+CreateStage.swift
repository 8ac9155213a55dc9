import AWSAPI
import JSON

extension REST {
    struct CreateStage: GatewayOperation {
        static let name = "CreateStage"
        static let binding: HTTPBinding? = HTTPBinding("POST", "/restapis/{restApiId}/stages", status: 201)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let name = try input.required("stageName")
            let deployment = try input.required("deploymentId")
            guard input["canarySettings"] == nil else {
                throw .badRequest("Understudy does not emulate canary releases; make the stage without canarySettings.")
            }
            var made = try newStage(name, call).setting("deploymentId", .string(deployment))
            for member in input.members(["description", "cacheClusterSize", "documentationVersion"]) {
                made.set(member.key, member.value)
            }
            made.set("tracingEnabled", .bool(try input.boolean("tracingEnabled") ?? false))
            made.set("variables", input["variables"]?.ifNotEmpty)
            made.set("tags", input["tags"]?.ifNotEmpty)
            let stage = made
            try await gateway.change(.rest, try input.required("restApiId"), call) { definition throws(AWSError) in
                guard definition[.deployment, deployment] != nil else { throw Self.unknownDeployment }
                guard definition[.stage, name] == nil else { throw .conflict("Stage already exists") }
                definition[.stage, name] = stage
            }
            return Output(stage)
        }

        static var unknownDeployment: AWSError { .badRequest("Deployment id does not exist") }
    }

    /// A stage without a deployment.
    static func newStage(_ name: String, _ call: Call) throws(AWSError) -> JSON {
        let isLegal = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "_-".utf8.contains(byte)
        }
        guard isLegal, name.utf8.count <= 128 else { throw .badRequest("Stage name only allows a-zA-Z0-9_-") }
        return [
            "deploymentId": "", "stageName": .string(name), "cacheClusterEnabled": false,
            "cacheClusterStatus": "NOT_AVAILABLE", "methodSettings": [:], "tracingEnabled": false,
            "createdDate": .integer(call.time / 1000), "lastUpdatedDate": .integer(call.time / 1000),
        ]
    }
}

extension Definition {
    /// - Throws: NotFoundException.
    func stage(_ name: String) throws(AWSError) -> JSON {
        guard let stage = self[.stage, name] else { throw .notFound("Invalid stage identifier specified") }
        return stage
    }
}
