import AWSAPI
import JSON

extension HTTP {
    /// AWS_PROXY is carried out; HTTP_PROXY and AWS_PROXY with a subtype are stored, and answer calls with 500.
    struct CreateIntegration: GatewayOperation {
        static let name = "CreateIntegration"
        static let binding: HTTPBinding? = HTTPBinding("POST", "/v2/apis/{apiId}/integrations", status: 201)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let type = try input.required("integrationType")
            var defaults: JSON = [
                "connectionType": "INTERNET", "payloadFormatVersion": "1.0", "timeoutInMillis": 30_000,
            ]
            if type == "AWS_PROXY", input["integrationSubtype"] == nil { defaults.set("integrationMethod", "POST") }
            let integration = try Self.merged(input, onto: defaults)
            try HTTPRules.check(integration: integration)
            let made = try await gateway.changeHTTP(input, call) { definition in
                let id = definition.add(.integration, integration, idKey: "integrationId")
                return definition[.integration, id] ?? [:]
            }
            return Output(made)
        }

        /// What the input has, in the place of what there was.
        static func merged(_ input: Parameters, onto integration: JSON) throws(AWSError) -> JSON {
            var merged = integration
            for member in input.members(members) { merged.set(member.key, member.value.ifNotEmpty) }
            if let timeout = try input.integer("timeoutInMillis") { merged.set("timeoutInMillis", .integer(timeout)) }
            return merged
        }

        private static let members = [
            "connectionId", "connectionType", "contentHandlingStrategy", "credentialsArn", "description",
            "integrationMethod", "integrationSubtype", "integrationType", "integrationUri", "passthroughBehavior",
            "payloadFormatVersion", "requestParameters", "requestTemplates", "responseParameters",
            "templateSelectionExpression", "tlsConfig",
        ]
    }
}
