internal import AWSAPI
internal import JSON

/// `AWS::Lambda::LayerVersion`. `Ref` gives its ARN.
struct LayerVersionResource: ResourceType {
    let name = "AWS::Lambda::LayerVersion"
    let schema = ResourceSchema(
        createOnly: [
            "CompatibleArchitectures", "CompatibleRuntimes", "Content", "Description", "LayerName", "LicenseInfo",
        ], required: ["Content"], attributes: ["LayerVersionArn"])

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let name = try properties.string("LayerName") ?? context.generatedName(maximumLength: 64)
        let output = try await context.call(
            "lambda", "PublishLayerVersion", ["LayerName": .string(name)],
            properties.json.picked([
                "Content", "Description", "CompatibleRuntimes", "CompatibleArchitectures", "LicenseInfo",
            ]))
        let arn = output["LayerVersionArn"]
        return MadeResource(arn?.stringValue ?? "", ["LayerVersionArn": arn])
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        MadeResource(physicalID, ["LayerVersionArn": .string(physicalID)])
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        // arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION
        let parts = physicalID.split(separator: ":")
        guard parts.count == 8, let version = Int(parts[7]) else { return }
        try await context.delete(
            "lambda", "DeleteLayerVersion",
            ["LayerName": .string(String(parts[6])), "VersionNumber": .integer(version)])
    }
}
