import AWSAPI

extension REST {
    struct DeleteDeployment: GatewayOperation {
        static let name = "DeleteDeployment"
        static let binding: HTTPBinding? = HTTPBinding(
            "DELETE", "/restapis/{restApiId}/deployments/{deploymentId}", status: 202)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let id = try input.required("deploymentId")
            try await gateway.change(.rest, try input.required("restApiId"), call) { definition throws(AWSError) in
                _ = try definition.deployment(id)
                try definition.checkUnused(deployment: id)
                definition[.deployment, id] = nil
            }
            return Output()
        }
    }
}
