import AWSAPI

extension REST {
    struct GetRestApi: GatewayOperation {
        static let name = "GetRestApi"
        static let binding: HTTPBinding? = HTTPBinding("GET", "/restapis/{restApiId}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            Output(try await gateway.definition(.rest, try input.required("restApiId"), call).api.shown)
        }
    }
}
