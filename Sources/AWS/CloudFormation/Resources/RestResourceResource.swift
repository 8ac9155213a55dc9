internal import AWSAPI
internal import JSON

/// `AWS::ApiGateway::Resource`. `Ref` gives its id.
struct RestResourceResource: ResourceType {
    let name = "AWS::ApiGateway::Resource"
    let schema = ResourceSchema(
        createOnly: ["ParentId", "PathPart", "RestApiId"], required: ["ParentId", "PathPart", "RestApiId"],
        attributes: ["ResourceId"])

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let output = try await context.call(
            "apigateway", "CreateResource", [:], properties.json.withLowerKeys.objectValue ?? [])
        return MadeResource(output["id"]?.stringValue ?? "", ["ResourceId": output["id"]])
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        MadeResource(physicalID, ["ResourceId": .string(physicalID)])
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.delete(
            "apigateway", "DeleteResource",
            ["restApiId": properties["RestApiId"], "resourceId": .string(physicalID)])
    }
}
