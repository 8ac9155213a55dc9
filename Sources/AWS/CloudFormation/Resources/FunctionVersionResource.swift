internal import AWSAPI
internal import JSON

/// `AWS::Lambda::Version`. `Ref` gives its ARN.
struct FunctionVersionResource: ResourceType {
    let name = "AWS::Lambda::Version"
    let schema = ResourceSchema(
        createOnly: ["CodeSha256", "Description", "FunctionName", "ProvisionedConcurrencyConfig"],
        required: ["FunctionName"], missing: ["FunctionScalingConfig", "RuntimePolicy"],
        attributes: ["FunctionArn", "Version"])

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let output = try await context.call(
            "lambda", "PublishVersion", [:], properties.json.picked(["FunctionName", "CodeSha256", "Description"]))
        guard let arn = output["FunctionArn"]?.stringValue, let version = output["Version"]?.stringValue else {
            throw AWSError("ServiceException", "PublishVersion gave no version.", status: 500)
        }
        let made = MadeResource(arn, ["FunctionArn": .string(arn), "Version": .string(version)])
        return try await context.whole { () async throws(AWSError) in
            try await ProvisionedConcurrency.set(
                properties["FunctionName"], version, from: Parameters([:]), to: properties, context)
            return made
        } undoing: { () async throws(AWSError) in
            try await delete(arn, properties, context)
        }
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        let version = FunctionARN(physicalID).qualifier
        return MadeResource(
            physicalID, ["FunctionArn": .string(physicalID), "Version": version.map { .string($0) }])
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        let arn = FunctionARN(physicalID)
        guard let version = arn.qualifier else { return }
        try await context.delete(
            "lambda", "DeleteFunction", ["FunctionName": .string(arn.function), "Qualifier": .string(version)])
    }
}

/// `ProvisionedConcurrencyConfig` of versions and aliases.
enum ProvisionedConcurrency {
    static func set(
        _ function: JSON?, _ qualifier: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) {
        let qualifier = JSON.string(qualifier)
        if let wanted = try new.structure("ProvisionedConcurrencyConfig")?.integer("ProvisionedConcurrentExecutions") {
            try await context.call(
                "lambda", "PutProvisionedConcurrencyConfig",
                [
                    "FunctionName": function, "Qualifier": qualifier,
                    "ProvisionedConcurrentExecutions": .integer(wanted),
                ])
        } else if old["ProvisionedConcurrencyConfig"] != nil {
            try await context.delete(
                "lambda", "DeleteProvisionedConcurrencyConfig", ["FunctionName": function, "Qualifier": qualifier])
        }
    }
}

/// A function's name or ARN, and the qualifier that may end it.
struct FunctionARN: Sendable, Hashable {
    var function: String
    var qualifier: String?

    init(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let count = text.hasPrefix("arn:") ? 7 : 1
        function = parts.prefix(count).joined(separator: ":")
        qualifier = parts.count == count + 1 ? parts.last : nil
    }
}
