internal import AWSAPI
internal import JSON

/// `AWS::Lambda::EventInvokeConfig`. `Ref` gives function and qualifier.
struct EventInvokeConfigResource: ResourceType {
    let name = "AWS::Lambda::EventInvokeConfig"
    let schema = ResourceSchema(
        mutable: ["DestinationConfig", "MaximumEventAgeInSeconds", "MaximumRetryAttempts"],
        createOnly: ["FunctionName", "Qualifier"], required: ["FunctionName", "Qualifier"])

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        try await put(properties, context)
        let function = try properties.required("FunctionName")
        return MadeResource("\(function)|\(try properties.required("Qualifier"))")
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        try await put(new, context)
        return MadeResource(physicalID)
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.delete(
            "lambda", "DeleteFunctionEventInvokeConfig",
            ["FunctionName": properties["FunctionName"], "Qualifier": properties["Qualifier"]])
    }

    private func put(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.call(
            "lambda", "PutFunctionEventInvokeConfig",
            [
                "FunctionName": properties["FunctionName"], "Qualifier": properties["Qualifier"],
                "MaximumRetryAttempts": try properties.integer("MaximumRetryAttempts").map { .integer($0) },
                "MaximumEventAgeInSeconds": try properties.integer("MaximumEventAgeInSeconds").map { .integer($0) },
                "DestinationConfig": properties["DestinationConfig"],
            ])
    }
}
