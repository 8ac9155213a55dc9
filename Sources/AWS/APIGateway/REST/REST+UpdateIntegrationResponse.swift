import AWSAPI
import JSON

extension REST {
    struct UpdateIntegrationResponse: GatewayOperation {
        static let name = "UpdateIntegrationResponse"
        static let binding: HTTPBinding? = HTTPBinding(
            "PATCH",
            "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration/responses/{statusCode}")
        let gateway: APIGateway

        private static let patch = Patch([
            Patch.Rule("/selectionPattern"), Patch.Rule("/contentHandling"),
            Patch.Rule("/responseParameters/*", .entry), Patch.Rule("/responseTemplates/*", .entry),
        ])

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let place = try ResponsePlace(input, .integration)
            let operations = try Patch.operations(in: input)
            let response = try await gateway.change(place.method, call) { definition throws(AWSError) in
                var response = try place.response(in: definition)
                try Self.patch.apply(operations, to: &response)
                try IntegrationResponseRules.check(response, place, in: definition)
                try place.set(response, in: &definition)
                return response
            }
            return Output(response)
        }
    }
}
