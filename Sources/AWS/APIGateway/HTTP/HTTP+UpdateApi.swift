import AWSAPI
import JSON

extension HTTP {
    struct UpdateApi: GatewayOperation {
        static let name = "UpdateApi"
        static let binding: HTTPBinding? = HTTPBinding("PATCH", "/v2/apis/{apiId}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let cors = try HTTPAPI.cors(input)
            let isDisabled = try input.boolean("disableExecuteApiEndpoint")
            let changes = input.members([
                "apiKeySelectionExpression", "description", "ipAddressType", "name", "routeSelectionExpression",
                "version",
            ])
            let definition = try await gateway.changeHTTP(input, call) { definition throws(AWSError) in
                for change in changes { definition.api.set(change.key, change.value.ifNotEmpty) }
                if let cors { definition.api.set("corsConfiguration", cors) }
                if let isDisabled { definition.api.set("disableExecuteApiEndpoint", .bool(isDisabled)) }
                try definition.updateQuickCreated(input)
                return definition
            }
            return Output(HTTPAPI.output(definition, call))
        }
    }
}

extension Definition {
    /// `target` and `routeKey` of an API that was made with them.
    fileprivate mutating func updateQuickCreated(_ input: Parameters) throws(AWSError) {
        if let target = input["target"] {
            var integration = try managed(.integration, "target").setting("integrationUri", target)
            integration.set("credentialsArn", input["credentialsArn"] ?? integration["credentialsArn"])
            try HTTPRules.check(integration: integration)
            self[.integration, integration["integrationId"]?.stringValue ?? ""] = integration
        }
        if let key = try input.string("routeKey") {
            try HTTPRules.check(routeKey: key)
            let route = try managed(.route, "routeKey").setting("routeKey", .string(key))
            self[.route, route["routeId"]?.stringValue ?? ""] = route
        }
    }

    private func managed(_ kind: Kind, _ member: String) throws(AWSError) -> JSON {
        guard let thing = all(kind).first(where: { $0["apiGatewayManaged"]?.boolValue == true }) else {
            throw .badRequest("Only an API that was made by quick create can be updated with \(member)")
        }
        return thing
    }
}
