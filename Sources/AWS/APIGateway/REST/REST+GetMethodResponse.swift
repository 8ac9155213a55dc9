import AWSAPI

extension REST {
    struct GetMethodResponse: GatewayOperation {
        static let name = "GetMethodResponse"
        static let binding: HTTPBinding? = HTTPBinding(
            "GET",
            "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/responses/{statusCode}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let place = try ResponsePlace(input, .method)
            return Output(try place.response(in: try await gateway.definition(of: place.method, call)))
        }
    }
}
