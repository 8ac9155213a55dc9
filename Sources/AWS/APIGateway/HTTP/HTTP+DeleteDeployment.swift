import AWSAPI

extension HTTP {
    struct DeleteDeployment: GatewayOperation {
        static let name = "DeleteDeployment"
        static let binding: HTTPBinding? = HTTPBinding(
            "DELETE", "/v2/apis/{apiId}/deployments/{deploymentId}", status: 204)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let id = try input.required("deploymentId")
            try await gateway.change(.http, try input.required("apiId"), call) { definition throws(AWSError) in
                _ = try definition.deployment(id)
                try definition.checkUnused(deployment: id)
                definition[.deployment, id] = nil
            }
            return Output()
        }
    }
}
