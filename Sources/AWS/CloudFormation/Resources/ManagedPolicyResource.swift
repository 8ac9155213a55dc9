internal import AWSAPI
internal import JSON

/// `AWS::IAM::ManagedPolicy`. `Ref` gives its ARN.
struct ManagedPolicyResource: ResourceType {
    let name = "AWS::IAM::ManagedPolicy"
    let schema = ResourceSchema(
        mutable: ["PolicyDocument", "Roles"], createOnly: ["Description", "ManagedPolicyName", "Path"],
        required: ["PolicyDocument"], missing: ["Groups", "Users"],
        attributes: ["DefaultVersionId", "PolicyArn", "PolicyId"], nameProperty: "ManagedPolicyName")

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let name = try properties.string("ManagedPolicyName") ?? context.generatedName(maximumLength: 128)
        let output = try await context.call(
            "iam", "CreatePolicy",
            [
                "PolicyName": .string(name), "Path": properties["Path"], "Description": properties["Description"],
                "PolicyDocument": properties["PolicyDocument"]?.documentText,
            ])
        guard let arn = output["Policy"]?["Arn"]?.stringValue else {
            throw AWSError("InternalFailure", "CreatePolicy gave no ARN.", status: 500)
        }
        return try await context.whole { () async throws(AWSError) in
            for role in try properties.strings("Roles") ?? [] { try await attach(arn, role, context) }
            return made(arn, output)
        } undoing: { () async throws(AWSError) in
            try await delete(arn, properties, context)
        }
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        let arn = JSON.string(physicalID)
        if old["PolicyDocument"] != new["PolicyDocument"] || context.isRepeat {
            // A policy has five versions at most.
            try await deleteVersions(arn, context)
            try await context.call(
                "iam", "CreatePolicyVersion",
                [
                    "PolicyArn": arn, "PolicyDocument": new["PolicyDocument"]?.documentText, "SetAsDefault": true,
                ])
        }
        let roles = try new.strings("Roles") ?? []
        for role in roles { try await attach(physicalID, role, context) }
        for role in try old.strings("Roles") ?? [] where !roles.contains(role) {
            try await detach(physicalID, role, context)
        }
        return made(physicalID, try await context.call("iam", "GetPolicy", ["PolicyArn": arn]))
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        let arn = JSON.string(physicalID)
        do {
            for role in try properties.strings("Roles") ?? [] { try await detach(physicalID, role, context) }
            try await deleteVersions(arn, context)
            try await context.call("iam", "DeletePolicy", ["PolicyArn": arn])
        } catch  where error.isNotFound {
            return
        }
    }

    /// All but the default one.
    private func deleteVersions(_ arn: JSON, _ context: ResourceContext) async throws(AWSError) {
        let versions = try await context.call("iam", "ListPolicyVersions", ["PolicyArn": arn])
        for version in versions["Versions"]?.arrayValue ?? [] where version["IsDefaultVersion"] != true {
            try await context.delete(
                "iam", "DeletePolicyVersion", ["PolicyArn": arn, "VersionId": version["VersionId"]])
        }
    }

    private func attach(_ arn: String, _ role: String, _ context: ResourceContext) async throws(AWSError) {
        try await context.call(
            "iam", "AttachRolePolicy", ["RoleName": .string(role), "PolicyArn": .string(arn)])
    }

    private func detach(_ arn: String, _ role: String, _ context: ResourceContext) async throws(AWSError) {
        try await context.delete(
            "iam", "DetachRolePolicy", ["RoleName": .string(role), "PolicyArn": .string(arn)])
    }

    private func made(_ arn: String, _ output: JSON) -> MadeResource {
        let policy = output["Policy"]
        return MadeResource(
            arn,
            [
                "PolicyArn": .string(arn), "PolicyId": policy?["PolicyId"],
                "DefaultVersionId": policy?["DefaultVersionId"],
            ])
    }
}
