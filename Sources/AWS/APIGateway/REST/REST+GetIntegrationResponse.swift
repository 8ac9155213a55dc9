import AWSAPI

extension REST {
    struct GetIntegrationResponse: GatewayOperation {
        static let name = "GetIntegrationResponse"
        static let binding: HTTPBinding? = HTTPBinding(
            "GET",
            "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration/responses/{statusCode}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let place = try ResponsePlace(input, .integration)
            return Output(try place.response(in: try await gateway.definition(of: place.method, call)))
        }
    }
}
