import AWSAPI

extension REST {
    struct GetDeployment: GatewayOperation {
        static let name = "GetDeployment"
        static let binding: HTTPBinding? = HTTPBinding(
            "GET", "/restapis/{restApiId}/deployments/{deploymentId}", queryLists: ["embed": "embed"])
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let deployment = try await gateway.definition(.rest, try input.required("restApiId"), call)
                .deployment(try input.required("deploymentId"))
            guard try input.strings("embed")?.contains("apisummary") == true else { return Output(deployment.shown) }
            return Output(deployment.shown.setting("apiSummary", deployment.apiSummary))
        }
    }
}
