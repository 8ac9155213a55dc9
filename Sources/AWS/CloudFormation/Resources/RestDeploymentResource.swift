internal import AWSAPI
internal import JSON

/// `AWS::ApiGateway::Deployment`, which makes a stage, too, where it names one. `Ref` gives its id.
struct RestDeploymentResource: ResourceType {
    let name = "AWS::ApiGateway::Deployment"
    let schema = ResourceSchema(
        mutable: ["Description", "StageDescription", "StageName"], createOnly: ["RestApiId"], required: ["RestApiId"],
        missing: ["DeploymentCanarySettings"], attributes: ["DeploymentId"])

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let stage = properties["StageDescription"]
        let output = try await context.call(
            "apigateway", "CreateDeployment",
            [
                "restApiId": properties["RestApiId"], "stageName": properties["StageName"],
                "description": properties["Description"], "stageDescription": stage?["Description"],
                "variables": stage?["Variables"],
                "tracingEnabled": stage?["TracingEnabled"].map { .bool($0.scalarText == "true") },
            ])
        return made(output["id"]?.stringValue ?? "")
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        var patch = Patch()
        patch.set("/description", from: old["Description"], to: new["Description"], otherwise: "")
        if !patch.isEmpty {
            try await context.call(
                "apigateway", "UpdateDeployment",
                [
                    "restApiId": new["RestApiId"], "deploymentId": .string(physicalID),
                    "patchOperations": patch.operations,
                ])
        }
        if let stage = new["StageName"] { try await serve(physicalID, at: stage, new, context) }
        if let stage = old["StageName"], stage != new["StageName"] {
            try await leave(physicalID, stage: stage, old, context)
        }
        return made(physicalID)
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        if let stage = properties["StageName"] { try await leave(physicalID, stage: stage, properties, context) }
        try await context.delete(
            "apigateway", "DeleteDeployment",
            ["restApiId": properties["RestApiId"], "deploymentId": .string(physicalID)])
    }

    /// Lets a stage serve this deployment, whether the stage is there or not.
    private func serve(
        _ id: String, at stage: JSON, _ properties: Parameters, _ context: ResourceContext
    ) async throws(AWSError) {
        let api = properties["RestApiId"]
        do {
            let found = try await context.call("apigateway", "GetStage", ["restApiId": api, "stageName": stage])
            guard found["deploymentId"]?.stringValue != id else { return }
            try await point(stage, at: .string(id), properties, context)
        } catch  where error.isNotFound {
            try await context.call(
                "apigateway", "CreateStage", ["restApiId": api, "stageName": stage, "deploymentId": .string(id)])
        }
    }

    /// A stage that serves this deployment goes back to the one before it, or away with the last.
    private func leave(
        _ id: String, stage: JSON, _ properties: Parameters, _ context: ResourceContext
    ) async throws(AWSError) {
        let api = properties["RestApiId"]
        do {
            let found = try await context.call("apigateway", "GetStage", ["restApiId": api, "stageName": stage])
            guard found["deploymentId"]?.stringValue == id else { return }
            let all = try await context.call("apigateway", "GetDeployments", ["restApiId": api])
            let items = (all["items"] ?? all["item"])?.arrayValue ?? []
            let others = items.filter { $0["id"]?.stringValue != id }
            let latest = others.max { ($0["createdDate"]?.doubleValue ?? 0) < ($1["createdDate"]?.doubleValue ?? 0) }
            if let other = latest?["id"] {
                try await point(stage, at: other, properties, context)
            } else {
                try await context.delete("apigateway", "DeleteStage", ["restApiId": api, "stageName": stage])
            }
        } catch  where error.isNotFound {
            return
        }
    }

    private func point(
        _ stage: JSON, at deployment: JSON, _ properties: Parameters, _ context: ResourceContext
    ) async throws(AWSError) {
        try await context.call(
            "apigateway", "UpdateStage",
            [
                "restApiId": properties["RestApiId"], "stageName": stage,
                "patchOperations": [["op": "replace", "path": "/deploymentId", "value": deployment]],
            ])
    }

    private func made(_ id: String) -> MadeResource { MadeResource(id, ["DeploymentId": .string(id)]) }
}
