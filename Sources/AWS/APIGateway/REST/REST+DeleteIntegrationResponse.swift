import AWSAPI

extension REST {
    struct DeleteIntegrationResponse: GatewayOperation {
        static let name = "DeleteIntegrationResponse"
        static let binding: HTTPBinding? = HTTPBinding(
            "DELETE",
            "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration/responses/{statusCode}",
            status: 204)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let place = try ResponsePlace(input, .integration)
            try await gateway.change(place.method, call) { definition throws(AWSError) in
                _ = try place.response(in: definition)
                try place.set(nil, in: &definition)
            }
            return Output()
        }
    }
}
