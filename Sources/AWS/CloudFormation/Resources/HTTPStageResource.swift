internal import AWSAPI
internal import JSON

/// `AWS::ApiGatewayV2::Stage`. `Ref` gives its name.
struct HTTPStageResource: ResourceType {
    let name = "AWS::ApiGatewayV2::Stage"
    let schema = ResourceSchema(
        mutable: Set(Self.names).union(["Tags"]), createOnly: ["ApiId", "StageName"],
        required: ["ApiId", "StageName"], missing: ["AccessPolicyId"])

    private static let names = [
        "AccessLogSettings", "AutoDeploy", "ClientCertificateId", "DefaultRouteSettings", "DeploymentId",
        "Description", "RouteSettings", "StageVariables",
    ]

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let stage = try properties.required("StageName")
        let tags = context.tags(properties["Tags"]?.objectValue ?? [])
        try await context.call(
            "apigatewayv2", "CreateStage",
            [
                "ApiId": properties["ApiId"], "StageName": .string(stage), "Tags": tags.nonEmpty.map { .object($0) },
            ], try members(properties))
        return MadeResource(stage)
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        let defaults: KeyValuePairs<String, JSON> = [
            "Description": "", "AutoDeploy": false, "StageVariables": [:], "RouteSettings": [:],
        ]
        let reset = defaults.filter { new[$0.key] == nil && old[$0.key] != nil }.map { JSON.Member($0.key, $0.value) }
        try await context.call(
            "apigatewayv2", "UpdateStage", ["ApiId": new["ApiId"], "StageName": .string(physicalID)],
            try members(new) + reset)
        return MadeResource(physicalID)
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.delete(
            "apigatewayv2", "DeleteStage", ["ApiId": properties["ApiId"], "StageName": .string(physicalID)])
    }

    private func members(_ properties: Parameters) throws(AWSError) -> [JSON.Member] {
        let autoDeploy = try properties.boolean("AutoDeploy")
        return properties.json.picked(Self.names).map { member in
            member.key == "AutoDeploy" ? JSON.Member("AutoDeploy", .bool(autoDeploy ?? false)) : member
        }
    }
}
