import AWSAPI
import JSON

extension HTTP {
    struct CreateRoute: GatewayOperation {
        static let name = "CreateRoute"
        static let binding: HTTPBinding? = HTTPBinding("POST", "/v2/apis/{apiId}/routes", status: 201)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            _ = try input.required("routeKey")
            let route = try Self.merged(input, onto: ["apiKeyRequired": false, "authorizationType": "NONE"])
            let made = try await gateway.changeHTTP(input, call) { definition throws(AWSError) in
                try HTTPRules.check(route: route, in: definition)
                let id = definition.add(.route, route, idKey: "routeId")
                return definition[.route, id] ?? [:]
            }
            return Output(made)
        }

        /// What the input has, in the place of what there was.
        static func merged(_ input: Parameters, onto route: JSON) throws(AWSError) -> JSON {
            var merged = route
            for member in input.members(members) { merged.set(member.key, member.value.ifNotEmpty) }
            if let isRequired = try input.boolean("apiKeyRequired") { merged.set("apiKeyRequired", .bool(isRequired)) }
            return merged
        }

        private static let members = [
            "authorizationScopes", "authorizationType", "authorizerId", "modelSelectionExpression", "operationName",
            "requestModels", "requestParameters", "routeKey", "routeResponseSelectionExpression", "target",
        ]
    }
}
