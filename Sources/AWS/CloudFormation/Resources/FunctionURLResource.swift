internal import AWSAPI
internal import JSON

/// `AWS::Lambda::Url`. `Ref` gives the function's ARN.
struct FunctionURLResource: ResourceType {
    let name = "AWS::Lambda::Url"
    let schema = ResourceSchema(
        mutable: ["AuthType", "Cors", "InvokeMode"], createOnly: ["Qualifier", "TargetFunctionArn"],
        required: ["AuthType", "TargetFunctionArn"], attributes: ["FunctionArn", "FunctionUrl"])

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        made(
            try await context.call(
                "lambda", "CreateFunctionUrlConfig", place(properties),
                [JSON.Member("AuthType", properties["AuthType"] ?? "")]
                    + properties.json.picked(["Cors", "InvokeMode"])
            ))
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        // What is taken away goes back to its default.
        let cors = new["Cors"] ?? old["Cors"].map { _ in [:] }
        let mode = new["InvokeMode"] ?? old["InvokeMode"].map { _ in "BUFFERED" }
        let more = JSON.members(["AuthType": new["AuthType"], "Cors": cors, "InvokeMode": mode]).objectValue ?? []
        return made(try await context.call("lambda", "UpdateFunctionUrlConfig", place(new), more))
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.delete("lambda", "DeleteFunctionUrlConfig", place(properties))
    }

    private func place(_ properties: Parameters) -> KeyValuePairs<String, JSON?> {
        ["FunctionName": properties["TargetFunctionArn"], "Qualifier": properties["Qualifier"]]
    }

    private func made(_ output: JSON) -> MadeResource {
        MadeResource(
            output["FunctionArn"]?.stringValue ?? "",
            ["FunctionArn": output["FunctionArn"], "FunctionUrl": output["FunctionUrl"]])
    }
}
