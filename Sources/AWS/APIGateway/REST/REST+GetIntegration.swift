import AWSAPI

extension REST {
    struct GetIntegration: GatewayOperation {
        static let name = "GetIntegration"
        static let binding: HTTPBinding? = HTTPBinding(
            "GET", "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let place = try MethodPlace(input)
            return Output(try await gateway.definition(of: place, call).integration(place))
        }
    }
}
