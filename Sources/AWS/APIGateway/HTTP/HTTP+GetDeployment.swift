import AWSAPI

extension HTTP {
    struct GetDeployment: GatewayOperation {
        static let name = "GetDeployment"
        static let binding: HTTPBinding? = HTTPBinding("GET", "/v2/apis/{apiId}/deployments/{deploymentId}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let definition = try await gateway.httpAPI(input, call)
            return Output(try definition.deployment(try input.required("deploymentId")).shown)
        }
    }
}
