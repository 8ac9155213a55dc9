internal import AWSAPI
internal import JSON

/// `AWS::ApiGateway::Stage`. `Ref` gives its name.
struct RestStageResource: ResourceType {
    let name = "AWS::ApiGateway::Stage"
    let schema = ResourceSchema(
        mutable: [
            "AccessLogSetting", "CacheClusterEnabled", "CacheClusterSize", "DeploymentId", "Description",
            "DocumentationVersion", "MethodSettings", "Tags", "TracingEnabled", "Variables",
        ], createOnly: ["RestApiId", "StageName"], required: ["RestApiId", "StageName", "DeploymentId"],
        missing: ["CanarySetting", "ClientCertificateId"])

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let stage = try properties.required("StageName")
        let tags = context.tags(JSON.tagMembers(properties["Tags"]))
        try await context.call(
            "apigateway", "CreateStage",
            [
                "restApiId": properties["RestApiId"], "stageName": .string(stage),
                "deploymentId": properties["DeploymentId"], "description": properties["Description"],
                "variables": properties["Variables"], "documentationVersion": properties["DocumentationVersion"],
                "cacheClusterEnabled": try properties.boolean("CacheClusterEnabled").map { .bool($0) },
                "cacheClusterSize": properties["CacheClusterSize"],
                "tracingEnabled": try properties.boolean("TracingEnabled").map { .bool($0) },
                "tags": tags.nonEmpty.map { .object($0) },
            ])
        return try await context.whole { () async throws(AWSError) in
            var patch = Patch()
            setSettings(&patch, from: Parameters([:]), to: properties)
            try await apply(patch, stage, properties, context)
            return MadeResource(stage)
        } undoing: { () async throws(AWSError) in
            try await delete(stage, properties, context)
        }
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        var patch = Patch()
        // Said again even if it is the same: a rollback may have to take a stage back.
        patch.set("/deploymentId", from: nil, to: new["DeploymentId"])
        patch.set("/description", from: old["Description"], to: new["Description"], otherwise: "")
        patch.set("/documentationVersion", from: old["DocumentationVersion"], to: new["DocumentationVersion"])
        patch.set("/tracingEnabled", from: old["TracingEnabled"], to: new["TracingEnabled"], otherwise: false)
        patch.set("/cacheClusterEnabled", from: old["CacheClusterEnabled"], to: new["CacheClusterEnabled"])
        patch.set("/cacheClusterSize", from: old["CacheClusterSize"], to: new["CacheClusterSize"])
        patch.setMembers("/variables", from: old["Variables"], to: new["Variables"])
        setSettings(&patch, from: old, to: new)
        try await apply(patch, physicalID, new, context)
        return MadeResource(physicalID)
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.delete(
            "apigateway", "DeleteStage",
            ["restApiId": properties["RestApiId"], "stageName": .string(physicalID)])
    }

    private func apply(
        _ patch: Patch, _ stage: String, _ properties: Parameters, _ context: ResourceContext
    ) async throws(AWSError) {
        guard !patch.isEmpty else { return }
        try await context.call(
            "apigateway", "UpdateStage",
            [
                "restApiId": properties["RestApiId"], "stageName": .string(stage),
                "patchOperations": patch.operations,
            ])
    }

    /// Logs and settings of methods have no member in CreateStage.
    private func setSettings(_ patch: inout Patch, from old: Parameters, to new: Parameters) {
        let log = new["AccessLogSetting"]
        let oldLog = old["AccessLogSetting"]
        if log == nil, oldLog != nil {
            patch.remove("/accessLogSettings")
        } else {
            patch.set("/accessLogSettings/destinationArn", from: oldLog?["DestinationArn"], to: log?["DestinationArn"])
            patch.set("/accessLogSettings/format", from: oldLog?["Format"], to: log?["Format"])
        }
        guard old["MethodSettings"] != new["MethodSettings"] else { return }
        for setting in new["MethodSettings"]?.arrayValue ?? [] {
            let place = Self.place(of: setting)
            for (property, path) in Self.settingPaths {
                patch.set("/\(place)/\(path)", from: nil, to: setting[property])
            }
        }
    }

    /// `*/*`, or `~1items/GET` for a method.
    private static func place(of setting: JSON) -> String {
        let path = setting["ResourcePath"]?.stringValue ?? "/*"
        let part = path == "/*" || path == "*" ? "*" : Patch.escaped(path)
        return "\(part)/\(setting["HttpMethod"]?.stringValue ?? "*")"
    }

    private static let settingPaths: KeyValuePairs<String, String> = [
        "LoggingLevel": "logging/loglevel", "DataTraceEnabled": "logging/dataTrace",
        "MetricsEnabled": "metrics/enabled", "ThrottlingBurstLimit": "throttling/burstLimit",
        "ThrottlingRateLimit": "throttling/rateLimit", "CachingEnabled": "caching/enabled",
        "CacheTtlInSeconds": "caching/ttlInSeconds", "CacheDataEncrypted": "caching/dataEncrypted",
    ]
}
