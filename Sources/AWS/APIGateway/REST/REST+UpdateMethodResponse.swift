import AWSAPI
import JSON

extension REST {
    struct UpdateMethodResponse: GatewayOperation {
        static let name = "UpdateMethodResponse"
        static let binding: HTTPBinding? = HTTPBinding(
            "PATCH",
            "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/responses/{statusCode}", status: 201)
        let gateway: APIGateway

        private static let patch = Patch([
            Patch.Rule("/responseParameters/*", .entry), Patch.Rule("/responseModels/*", .entry),
        ])

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let place = try ResponsePlace(input, .method)
            let operations = try Patch.operations(in: input)
            let response = try await gateway.change(place.method, call) { definition throws(AWSError) in
                var response = try place.response(in: definition)
                try Self.patch.apply(operations, to: &response)
                try place.set(response, in: &definition)
                return response
            }
            return Output(response)
        }
    }
}
