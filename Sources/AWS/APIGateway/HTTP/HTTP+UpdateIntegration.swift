import AWSAPI
import JSON

extension HTTP {
    struct UpdateIntegration: GatewayOperation {
        static let name = "UpdateIntegration"
        static let binding: HTTPBinding? = HTTPBinding("PATCH", "/v2/apis/{apiId}/integrations/{integrationId}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let id = try input.required("integrationId")
            let integration = try await gateway.changeHTTP(input, call) { definition throws(AWSError) in
                let merged = try CreateIntegration.merged(input, onto: try definition.httpIntegration(id))
                try HTTPRules.check(integration: merged)
                definition[.integration, id] = merged
                return merged
            }
            return Output(integration)
        }
    }
}
