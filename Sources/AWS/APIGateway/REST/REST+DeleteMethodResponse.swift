import AWSAPI

extension REST {
    struct DeleteMethodResponse: GatewayOperation {
        static let name = "DeleteMethodResponse"
        static let binding: HTTPBinding? = HTTPBinding(
            "DELETE",
            "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/responses/{statusCode}", status: 204)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let place = try ResponsePlace(input, .method)
            try await gateway.change(place.method, call) { definition throws(AWSError) in
                _ = try place.response(in: definition)
                try place.set(nil, in: &definition)
            }
            return Output()
        }
    }
}
