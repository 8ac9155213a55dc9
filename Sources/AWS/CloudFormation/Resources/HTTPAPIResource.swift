internal import AWSAPI
internal import Cloud
internal import JSON

/// `AWS::ApiGatewayV2::Api`. `Ref` gives its id.
struct HTTPAPIResource: ResourceType {
    let name = "AWS::ApiGatewayV2::Api"
    let schema = ResourceSchema(
        mutable: Set(Self.names).union(["Body", "FailOnWarnings", "Tags"]), createOnly: ["ProtocolType"],
        missing: ["BasePath", "BodyS3Location"],
        attributes: ["ApiEndpoint", "ApiId"])

    private static let names = [
        "Name", "ApiKeySelectionExpression", "CorsConfiguration", "CredentialsArn", "Description",
        "DisableExecuteApiEndpoint", "DisableSchemaValidation", "IpAddressType", "RouteKey",
        "RouteSelectionExpression", "Target", "Version",
    ]

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        if properties["Body"] != nil { return try await define(properties, context) }
        let tags = context.tags(properties["Tags"]?.objectValue ?? [])
        return made(
            try await context.call(
                "apigatewayv2", "CreateApi",
                ["ProtocolType": properties["ProtocolType"], "Tags": tags.nonEmpty.map { .object($0) }],
                properties.json.picked(Self.names)))
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        let id = JSON.string(physicalID)
        if let body = new["Body"]?.documentText, old["Body"] != new["Body"] || context.isRepeat {
            try await context.call("apigatewayv2", "ReimportApi", ["ApiId": id, "Body": body])
        }
        let defaults: KeyValuePairs<String, JSON> = [
            "Description": "", "Version": "", "DisableExecuteApiEndpoint": false,
        ]
        let reset = defaults.filter { new[$0.key] == nil && old[$0.key] != nil }.map { JSON.Member($0.key, $0.value) }
        let output = try await context.call(
            "apigatewayv2", "UpdateApi", ["ApiId": id], new.json.picked(Self.names) + reset)
        if new["CorsConfiguration"] == nil, old["CorsConfiguration"] != nil {
            try await context.delete("apigatewayv2", "DeleteCorsConfiguration", ["ApiId": id])
        }
        try await setTags(physicalID, from: old, to: new, context)
        return made(output)
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.delete("apigatewayv2", "DeleteApi", ["ApiId": .string(physicalID)])
    }

    /// Makes an API of an OpenAPI document; what the properties say besides is set afterwards.
    private func define(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let output = try await context.call(
            "apigatewayv2", "ImportApi", ["Body": properties["Body"]?.documentText])
        let id = output.member("ApiId")?.stringValue ?? ""
        return try await context.whole { () async throws(AWSError) in
            let imported = Parameters(["Body": properties["Body"] ?? nil])
            return try await update(id, from: imported, to: properties, context)
        } undoing: { () async throws(AWSError) in
            try await delete(id, properties, context)
        }
    }

    private func setTags(
        _ id: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) {
        let arn = JSON.string("arn:aws:apigateway:\(context.call.scope.region)::/apis/\(id)")
        let tags = context.tags(new["Tags"]?.objectValue ?? [])
        let gone = (old["Tags"]?.objectValue ?? []).map(\.key).filter { key in !tags.contains { $0.key == key } }
        if !gone.isEmpty {
            try await context.call(
                "apigatewayv2", "UntagResource", ["ResourceArn": arn, "TagKeys": .array(gone.map { .string($0) })])
        }
        if !tags.isEmpty {
            try await context.call("apigatewayv2", "TagResource", ["ResourceArn": arn, "Tags": .object(tags)])
        }
    }

    private func made(_ output: JSON) -> MadeResource {
        MadeResource(
            output.member("ApiId")?.stringValue ?? "",
            ["ApiId": output.member("ApiId"), "ApiEndpoint": output.member("ApiEndpoint")])
    }
}
