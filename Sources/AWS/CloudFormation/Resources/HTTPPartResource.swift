internal import AWSAPI
internal import JSON

/// A part of an HTTP API whose properties are the members of its operations, and whose `Ref` is the id that they give.
struct HTTPPartResource: ResourceType {
    let name: String
    let schema: ResourceSchema
    /// `Integration`: what operations are named after.
    private let part: String
    /// What identifies it: `IntegrationId`.
    private let member: String
    /// Members that are numbers or booleans, which may come as texts.
    private let numbers: Set<String>
    private let booleans: Set<String>

    static let integration = HTTPPartResource(
        part: "Integration",
        properties: [
            "ConnectionId", "ConnectionType", "ContentHandlingStrategy", "CredentialsArn", "Description",
            "IntegrationMethod", "IntegrationSubtype", "IntegrationType", "IntegrationUri", "PassthroughBehavior",
            "PayloadFormatVersion", "RequestParameters", "RequestTemplates", "TemplateSelectionExpression",
            "TimeoutInMillis", "TlsConfig",
        ], required: ["IntegrationType"], missing: ["ResponseParameters"], numbers: ["TimeoutInMillis"])

    static let route = HTTPPartResource(
        part: "Route",
        properties: [
            "ApiKeyRequired", "AuthorizationScopes", "AuthorizationType", "AuthorizerId",
            "ModelSelectionExpression", "OperationName", "RequestModels", "RequestParameters", "RouteKey",
            "RouteResponseSelectionExpression", "Target",
        ], required: ["RouteKey"], missing: [], numbers: [], booleans: ["ApiKeyRequired"])

    static let authorizer = HTTPPartResource(
        part: "Authorizer",
        properties: [
            "AuthorizerCredentialsArn", "AuthorizerPayloadFormatVersion", "AuthorizerResultTtlInSeconds",
            "AuthorizerType", "AuthorizerUri", "EnableSimpleResponses", "IdentitySource",
            "IdentityValidationExpression", "JwtConfiguration", "Name",
        ], required: ["AuthorizerType", "Name"], missing: [], numbers: ["AuthorizerResultTtlInSeconds"],
        booleans: ["EnableSimpleResponses"])

    private init(
        part: String, properties: Set<String>, required: [String], missing: Set<String>, numbers: Set<String>,
        booleans: Set<String> = []
    ) {
        self.part = part
        self.numbers = numbers
        self.booleans = booleans
        name = "AWS::ApiGatewayV2::\(part)"
        member = "\(part)Id"
        schema = ResourceSchema(
            mutable: properties, createOnly: ["ApiId"], required: ["ApiId"] + required, missing: missing,
            attributes: part == "Authorizer" ? ["AuthorizerId"] : ["Id"])
    }

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let output = try await context.call(
            "apigatewayv2", "Create\(part)", ["ApiId": properties["ApiId"]], try members(properties))
        return made(output.member(member)?.stringValue ?? "")
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        var members = try members(new)
        // A route that loses its authorizer is open again.
        if part == "Route", new["AuthorizationType"] == nil, old["AuthorizationType"] != nil {
            members.append(JSON.Member("AuthorizationType", "NONE"))
        }
        if new["Description"] == nil, old["Description"] != nil { members.append(JSON.Member("Description", "")) }
        try await context.call(
            "apigatewayv2", "Update\(part)", ["ApiId": new["ApiId"], member: .string(physicalID)], members)
        return made(physicalID)
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.delete(
            "apigatewayv2", "Delete\(part)", ["ApiId": properties["ApiId"], member: .string(physicalID)])
    }

    private func members(_ properties: Parameters) throws(AWSError) -> [JSON.Member] {
        var members: [JSON.Member] = []
        for property in schema.mutable.sorted() {
            if numbers.contains(property) {
                if let number = try properties.integer(property) {
                    members.append(JSON.Member(property, .integer(number)))
                }
            } else if booleans.contains(property) {
                if let flag = try properties.boolean(property) { members.append(JSON.Member(property, .bool(flag))) }
            } else if let value = properties[property] {
                members.append(JSON.Member(property, value))
            }
        }
        return members
    }

    private func made(_ id: String) -> MadeResource {
        MadeResource(id, ["Id": .string(id), "AuthorizerId": part == "Authorizer" ? .string(id) : nil])
    }
}
