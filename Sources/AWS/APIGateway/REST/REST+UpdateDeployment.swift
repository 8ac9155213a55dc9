import AWSAPI

extension REST {
    struct UpdateDeployment: GatewayOperation {
        static let name = "UpdateDeployment"
        static let binding: HTTPBinding? = HTTPBinding("PATCH", "/restapis/{restApiId}/deployments/{deploymentId}")
        let gateway: APIGateway

        private static let patch = Patch([Patch.Rule("/description", .text, ["replace", "remove"])])

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let id = try input.required("deploymentId")
            let operations = try Patch.operations(in: input)
            let deployment = try await gateway.change(
                .rest, try input.required("restApiId"), call
            ) { definition throws(AWSError) in
                var deployment = try definition.deployment(id)
                try Self.patch.apply(operations, to: &deployment)
                definition[.deployment, id] = deployment
                return deployment
            }
            return Output(deployment.shown)
        }
    }
}
