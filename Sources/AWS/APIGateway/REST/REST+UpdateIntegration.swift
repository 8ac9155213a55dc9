import AWSAPI

extension REST {
    struct UpdateIntegration: GatewayOperation {
        static let name = "UpdateIntegration"
        static let binding: HTTPBinding? = HTTPBinding(
            "PATCH", "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration")
        let gateway: APIGateway

        private static let patch = Patch([
            Patch.Rule("/uri"), Patch.Rule("/httpMethod"), Patch.Rule("/credentials"), Patch.Rule("/contentHandling"),
            Patch.Rule("/passthroughBehavior"), Patch.Rule("/connectionType"), Patch.Rule("/connectionId"),
            Patch.Rule("/cacheNamespace"), Patch.Rule("/responseTransferMode"),
            Patch.Rule(
                "/timeoutInMillis",
                .integer(IntegrationRules.timeouts, refusal: IntegrationRules.timeoutRefusal)),
            Patch.Rule("/requestTemplates/*", .entry), Patch.Rule("/requestParameters/*", .entry),
            Patch.Rule("/cacheKeyParameters/*", .element), Patch.Rule("/tlsConfig/insecureSkipVerification", .flag),
        ])

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let place = try MethodPlace(input)
            let operations = try Patch.operations(in: input)
            let integration = try await gateway.change(place, call) { definition throws(AWSError) in
                var integration = try definition.integration(place)
                try Self.patch.apply(operations, to: &integration)
                try IntegrationRules.check(integration)
                try definition.setMethod(
                    place, try definition.method(place).setting("methodIntegration", integration))
                return integration
            }
            return Output(integration)
        }
    }
}
