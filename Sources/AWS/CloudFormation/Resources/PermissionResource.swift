internal import AWSAPI
internal import JSON

/// `AWS::Lambda::Permission`. `Ref` gives the id of the statement.
struct PermissionResource: ResourceType {
    let name = "AWS::Lambda::Permission"
    let schema = ResourceSchema(
        createOnly: [
            "Action", "EventSourceToken", "FunctionName", "FunctionUrlAuthType", "InvokedViaFunctionUrl", "Principal",
            "PrincipalOrgID", "SourceAccount", "SourceArn",
        ], required: ["Action", "FunctionName", "Principal"], attributes: ["Id"])

    func generatedID(_ properties: Parameters, _ context: ResourceContext) throws(AWSError) -> String? {
        context.generatedName(maximumLength: 100)
    }

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let id = context.generatedName(maximumLength: 100)
        let target = FunctionARN(try properties.required("FunctionName"))
        try await context.call(
            "lambda", "AddPermission",
            [
                "FunctionName": .string(target.function), "Qualifier": target.qualifier.map { .string($0) },
                "StatementId": .string(id),
                "InvokedViaFunctionUrl": try properties.boolean("InvokedViaFunctionUrl").map { .bool($0) },
            ],
            properties.json.picked([
                "Action", "Principal", "SourceArn", "SourceAccount", "EventSourceToken", "PrincipalOrgID",
                "FunctionUrlAuthType",
            ]))
        return MadeResource(id, ["Id": .string(id)])
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        MadeResource(physicalID, ["Id": .string(physicalID)])
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        let target = FunctionARN(try properties.required("FunctionName"))
        try await context.delete(
            "lambda", "RemovePermission",
            [
                "FunctionName": .string(target.function), "Qualifier": target.qualifier.map { .string($0) },
                "StatementId": .string(physicalID),
            ])
    }
}
