import AWSAPI

extension REST {
    struct UpdateMethod: GatewayOperation {
        static let name = "UpdateMethod"
        static let binding: HTTPBinding? = HTTPBinding(
            "PATCH", "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}")
        let gateway: APIGateway

        private static let patch = Patch([
            Patch.Rule("/authorizationType"), Patch.Rule("/authorizerId"), Patch.Rule("/apiKeyRequired", .flag),
            Patch.Rule("/operationName"), Patch.Rule("/requestValidatorId"),
            Patch.Rule("/requestParameters/*", .entry), Patch.Rule("/requestModels/*", .entry),
            Patch.Rule("/authorizationScopes/*", .element),
        ])

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let place = try MethodPlace(input)
            let operations = try Patch.operations(in: input)
            let method = try await gateway.change(place, call) { definition throws(AWSError) in
                var method = try definition.method(place)
                try Self.patch.apply(operations, to: &method)
                try MethodRules.check(method, in: definition)
                try definition.setMethod(place, method)
                return method
            }
            return Output(method)
        }
    }
}
