import AWSAPI
import JSON

extension REST {
    /// Freezes the API's resources, and makes a stage run them, or moves the one of that name to them.
    struct CreateDeployment: GatewayOperation {
        static let name = "CreateDeployment"
        static let binding: HTTPBinding? = HTTPBinding("POST", "/restapis/{restApiId}/deployments", status: 201)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let stage = try input.string("stageName") ?? ""
            guard input["canarySettings"] == nil else {
                throw .badRequest("Understudy does not emulate canary releases; deploy without canarySettings.")
            }
            let deployment = try await gateway.change(
                .rest, try input.required("restApiId"), call
            ) { definition throws(AWSError) in
                try definition.checkDeployable()
                let id = definition.freshID(.deployment, length: 6)
                let deployment: JSON = .members([
                    "id": .string(id), "description": input["description"]?.ifNotEmpty,
                    "createdDate": .integer(call.time / 1000),
                ])
                definition[.deployment, id] = deployment.setting("_snapshot", definition.restSnapshot)
                if !stage.isEmpty { try definition.deploy(id, to: stage, input, call) }
                return deployment
            }
            return Output(deployment)
        }
    }
}

extension Definition {
    fileprivate func checkDeployable() throws(AWSError) {
        let methods = all(.resource).flatMap { $0["resourceMethods"]?.objectValue ?? [] }
        guard !methods.isEmpty else { throw .badRequest("The REST API doesn't contain any methods") }
        guard methods.allSatisfy({ $0.value["methodIntegration"] != nil }) else {
            throw .badRequest("No integration defined for method")
        }
    }

    /// What a stage runs until the next deployment.
    fileprivate var restSnapshot: JSON {
        .members(["resources": .array(all(.resource)), "binaryMediaTypes": api["binaryMediaTypes"]])
    }

    fileprivate mutating func deploy(
        _ deployment: String, to name: String, _ input: Parameters, _ call: Call
    ) throws(AWSError) {
        var stage: JSON
        if let present = self[.stage, name] { stage = present } else { stage = try REST.newStage(name, call) }
        stage.set("deploymentId", .string(deployment))
        stage.set("lastUpdatedDate", .integer(call.time / 1000))
        if let description = input["stageDescription"]?.ifNotEmpty { stage.set("description", description) }
        if let variables = input["variables"] { stage.set("variables", variables.ifNotEmpty) }
        if let isTraced = try input.boolean("tracingEnabled") { stage.set("tracingEnabled", .bool(isTraced)) }
        self[.stage, name] = stage
    }
}
