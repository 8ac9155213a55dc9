internal import AWSAPI
internal import JSON

/// `AWS::ApiGateway::Method`, with its responses and its integration. `Ref` gives a generated name.
struct RestMethodResource: ResourceType {
    let name = "AWS::ApiGateway::Method"
    let schema = ResourceSchema(
        mutable: [
            "ApiKeyRequired", "AuthorizationScopes", "AuthorizationType", "AuthorizerId", "Integration",
            "MethodResponses", "OperationName", "RequestModels", "RequestParameters", "RequestValidatorId",
        ], createOnly: ["HttpMethod", "ResourceId", "RestApiId"], required: ["HttpMethod", "ResourceId", "RestApiId"])

    func generatedID(_ properties: Parameters, _ context: ResourceContext) throws(AWSError) -> String? {
        context.generatedName(maximumLength: 64)
    }

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        try await put(properties, context)
        return MadeResource(context.generatedName(maximumLength: 64))
    }

    /// A method is nothing but its definition, which is served only once it is deployed: it is put anew.
    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        try await delete(physicalID, old, context)
        try await put(new, context)
        return MadeResource(physicalID)
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.delete("apigateway", "DeleteMethod", place(properties))
    }

    private func place(_ properties: Parameters) -> KeyValuePairs<String, JSON?> {
        [
            "restApiId": properties["RestApiId"], "resourceId": properties["ResourceId"],
            "httpMethod": properties["HttpMethod"],
        ]
    }

    private func put(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        let parameters = flags(properties["RequestParameters"])
        let more = JSON.members([
            "authorizationType": properties["AuthorizationType"] ?? "NONE",
            "authorizerId": properties["AuthorizerId"],
            "apiKeyRequired": .bool(try properties.boolean("ApiKeyRequired") ?? false),
            "operationName": properties["OperationName"], "requestParameters": parameters,
            "requestModels": properties["RequestModels"], "requestValidatorId": properties["RequestValidatorId"],
            "authorizationScopes": properties["AuthorizationScopes"],
        ])
        try await context.call("apigateway", "PutMethod", place(properties), more.objectValue ?? [])
        try await context.whole { () async throws(AWSError) in
            try await putParts(properties, context)
        } undoing: { () async throws(AWSError) in
            try await delete("", properties, context)
        }
    }

    private func putParts(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        let place = place(properties)
        for response in try properties.list("MethodResponses") ?? [] {
            let members = JSON.members([
                "statusCode": response["StatusCode"].flatMap(\.scalarText).map { .string($0) },
                "responseParameters": flags(response["ResponseParameters"]),
                "responseModels": response["ResponseModels"],
            ])
            try await context.call("apigateway", "PutMethodResponse", place, members.objectValue ?? [])
        }
        guard let integration = try properties.structure("Integration") else { return }
        try await context.call("apigateway", "PutIntegration", place, try members(of: integration))
        for response in try integration.list("IntegrationResponses") ?? [] {
            let members = JSON.members([
                "statusCode": response["StatusCode"].flatMap(\.scalarText).map { .string($0) },
                "selectionPattern": response["SelectionPattern"],
                "responseParameters": response["ResponseParameters"],
                "responseTemplates": response["ResponseTemplates"], "contentHandling": response["ContentHandling"],
            ])
            try await context.call("apigateway", "PutIntegrationResponse", place, members.objectValue ?? [])
        }
    }

    private func members(of integration: Parameters) throws(AWSError) -> [JSON.Member] {
        let named = integration.json.picked([
            "Type", "IntegrationHttpMethod", "Uri", "ConnectionType", "ConnectionId", "Credentials",
            "RequestParameters", "RequestTemplates", "PassthroughBehavior", "CacheNamespace", "CacheKeyParameters",
            "ContentHandling", "ResponseTransferMode",
        ])
        let more = JSON.members([
            "timeoutInMillis": try integration.integer("TimeoutInMillis").map { .integer($0) },
            "tlsConfig": integration["TlsConfig"]?.withLowerKeys,
        ])
        return (JSON.object(named).withLowerKeys.objectValue ?? []) + (more.objectValue ?? [])
    }

    /// A map of booleans, which may come as texts.
    private func flags(_ map: JSON?) -> JSON? {
        guard let members = map?.objectValue else { return nil }
        return .object(members.map { JSON.Member($0.key, .bool($0.value.scalarText == "true")) })
    }
}
