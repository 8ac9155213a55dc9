import AWSAPI
import JSON

extension REST {
    struct UpdateStage: GatewayOperation {
        static let name = "UpdateStage"
        static let binding: HTTPBinding? = HTTPBinding("PATCH", "/restapis/{restApiId}/stages/{stageName}")
        let gateway: APIGateway

        private static let patch = Patch([
            Patch.Rule("/deploymentId"), Patch.Rule("/description"), Patch.Rule("/cacheClusterEnabled", .flag),
            Patch.Rule("/cacheClusterSize"), Patch.Rule("/clientCertificateId"), Patch.Rule("/tracingEnabled", .flag),
            Patch.Rule("/variables/*", .entry),
            Patch.Rule("/accessLogSettings/destinationArn", .text, ["add", "replace", "remove"]),
            Patch.Rule("/accessLogSettings/format", .text, ["add", "replace", "remove"]),
            Patch.Rule("/accessLogSettings", .text, ["remove"]),
        ])

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let name = try input.required("stageName")
            let operations = try Patch.operations(in: input)
            let stage = try await gateway.change(
                .rest, try input.required("restApiId"), call
            ) { definition throws(AWSError) in
                var stage = try definition.stage(name)
                for operation in operations {
                    if try !MethodSettings.apply(operation, to: &stage) {
                        try Self.apply(operation, to: &stage)
                    }
                }
                guard definition[.deployment, stage["deploymentId"]?.stringValue ?? ""] != nil else {
                    throw CreateStage.unknownDeployment
                }
                stage.set("lastUpdatedDate", .integer(call.time / 1000))
                definition[.stage, name] = stage
                return stage
            }
            return Output(stage)
        }

        private static func apply(_ operation: Patch.Operation, to stage: inout JSON) throws(AWSError) {
            guard patch.knows(operation) else {
                throw .badRequest(
                    "Invalid method setting path: \(operation.path). Must be one of: [\(MethodSettings.paths)]")
            }
            try patch.apply(operation, to: &stage)
        }
    }
}
