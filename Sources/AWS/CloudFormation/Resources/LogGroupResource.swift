internal import AWSAPI
internal import Cloud
internal import JSON

/// `AWS::Logs::LogGroup`. `Ref` gives its name.
struct LogGroupResource: ResourceType {
    let name = "AWS::Logs::LogGroup"
    let schema = ResourceSchema(
        mutable: ["RetentionInDays", "Tags"], createOnly: ["LogGroupName", "KmsKeyId", "LogGroupClass"],
        missing: ["DataProtectionPolicy", "DeletionProtectionEnabled", "FieldIndexPolicies", "ResourcePolicyDocument"],
        attributes: ["Arn"], nameProperty: "LogGroupName")

    func generatedID(_ properties: Parameters, _ context: ResourceContext) throws(AWSError) -> String? {
        try properties.string("LogGroupName") == nil ? context.generatedName(maximumLength: 512) : nil
    }

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let group = try properties.string("LogGroupName") ?? context.generatedName(maximumLength: 512)
        let tags = context.tags(JSON.tagMembers(properties["Tags"]))
        try await context.call(
            "logs", "CreateLogGroup",
            [
                "logGroupName": .string(group), "kmsKeyId": properties["KmsKeyId"],
                "logGroupClass": properties["LogGroupClass"], "tags": tags.nonEmpty.map { .object($0) },
            ])
        return try await context.whole { () async throws(AWSError) in
            if properties["RetentionInDays"] != nil { try await retain(group, properties, context) }
            return made(group, context)
        } undoing: { () async throws(AWSError) in
            try await delete(group, properties, context)
        }
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        if new["RetentionInDays"] != nil {
            try await retain(physicalID, new, context)
        } else if old["RetentionInDays"] != nil {
            try await context.delete("logs", "DeleteRetentionPolicy", ["logGroupName": .string(physicalID)])
        }
        let arn = JSON.string(arn(physicalID, context))
        let tags = context.tags(JSON.tagMembers(new["Tags"]))
        let gone = JSON.tagMembers(old["Tags"]).map(\.key).filter { key in !tags.contains { $0.key == key } }
        if !gone.isEmpty {
            try await context.call(
                "logs", "UntagResource", ["resourceArn": arn, "tagKeys": .array(gone.map { .string($0) })])
        }
        if !tags.isEmpty {
            try await context.call("logs", "TagResource", ["resourceArn": arn, "tags": .object(tags)])
        }
        return made(physicalID, context)
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.delete("logs", "DeleteLogGroup", ["logGroupName": .string(physicalID)])
    }

    private func retain(_ group: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.call(
            "logs", "PutRetentionPolicy",
            [
                "logGroupName": .string(group),
                "retentionInDays": try properties.integer("RetentionInDays").map { .integer($0) },
            ])
    }

    private func arn(_ group: String, _ context: ResourceContext) -> String {
        let scope = context.call.scope
        return "arn:aws:logs:\(scope.region):\(scope.account):log-group:\(group)"
    }

    private func made(_ group: String, _ context: ResourceContext) -> MadeResource {
        MadeResource(group, ["Arn": .string("\(arn(group, context)):*")])
    }
}
