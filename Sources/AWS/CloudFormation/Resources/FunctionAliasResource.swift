internal import AWSAPI
internal import JSON

/// `AWS::Lambda::Alias`. `Ref` gives its ARN.
struct FunctionAliasResource: ResourceType {
    let name = "AWS::Lambda::Alias"
    let schema = ResourceSchema(
        mutable: ["Description", "FunctionVersion", "ProvisionedConcurrencyConfig", "RoutingConfig"],
        createOnly: ["FunctionName", "Name"], required: ["FunctionName", "FunctionVersion", "Name"],
        attributes: ["AliasArn"])

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let output = try await context.call(
            "lambda", "CreateAlias",
            [
                "FunctionName": properties["FunctionName"], "Name": properties["Name"],
                "FunctionVersion": properties["FunctionVersion"].flatMap(\.scalarText).map { .string($0) },
                "Description": properties["Description"], "RoutingConfig": routing(properties),
            ])
        return try await context.whole { () async throws(AWSError) in
            try await ProvisionedConcurrency.set(
                properties["FunctionName"], try properties.required("Name"), from: Parameters([:]), to: properties,
                context)
            return made(output)
        } undoing: { () async throws(AWSError) in
            try await delete("", properties, context)
        }
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        let output = try await context.call(
            "lambda", "UpdateAlias",
            [
                "FunctionName": new["FunctionName"], "Name": new["Name"],
                "FunctionVersion": new["FunctionVersion"].flatMap(\.scalarText).map { .string($0) },
                "Description": new["Description"] ?? "",
                "RoutingConfig": routing(new) ?? ["AdditionalVersionWeights": [:]],
            ])
        try await ProvisionedConcurrency.set(
            new["FunctionName"], try new.required("Name"), from: old, to: new, context)
        return made(output)
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.delete(
            "lambda", "DeleteAlias", ["FunctionName": properties["FunctionName"], "Name": properties["Name"]])
    }

    /// A list here, a map there.
    private func routing(_ properties: Parameters) -> JSON? {
        guard let weights = properties["RoutingConfig"]?["AdditionalVersionWeights"]?.arrayValue else { return nil }
        let members = weights.compactMap { weight -> JSON.Member? in
            guard let version = weight["FunctionVersion"]?.scalarText,
                let share = weight["FunctionWeight"]?.scalarText
            else { return nil }
            return JSON.Member(version, .number(share))
        }
        return ["AdditionalVersionWeights": .object(members)]
    }

    private func made(_ output: JSON) -> MadeResource {
        MadeResource(output["AliasArn"]?.stringValue ?? "", ["AliasArn": output["AliasArn"]])
    }
}
