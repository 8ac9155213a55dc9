internal import AWSAPI
internal import JSON

/// `AWS::IAM::Role`. `Ref` gives its name.
struct RoleResource: ResourceType {
    let name = "AWS::IAM::Role"
    let schema = ResourceSchema(
        mutable: [
            "AssumeRolePolicyDocument", "Description", "ManagedPolicyArns", "MaxSessionDuration",
            "PermissionsBoundary", "Policies", "Tags",
        ], createOnly: ["Path", "RoleName"], required: ["AssumeRolePolicyDocument"], attributes: ["Arn", "RoleId"],
        nameProperty: "RoleName")

    func generatedID(_ properties: Parameters, _ context: ResourceContext) throws(AWSError) -> String? {
        try properties.string("RoleName") == nil ? context.generatedName(maximumLength: 64) : nil
    }

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let role = try properties.string("RoleName") ?? context.generatedName(maximumLength: 64)
        let tags = context.tags(JSON.tagMembers(properties["Tags"]))
        let output = try await context.call(
            "iam", "CreateRole",
            [
                "RoleName": .string(role), "Path": properties["Path"],
                "AssumeRolePolicyDocument": properties["AssumeRolePolicyDocument"]?.documentText,
                "Description": properties["Description"],
                "MaxSessionDuration": try properties.integer("MaxSessionDuration").map { .integer($0) },
                "PermissionsBoundary": properties["PermissionsBoundary"],
                "Tags": tags.nonEmpty.map(JSON.tagList),
            ])
        return try await context.whole { () async throws(AWSError) in
            try await setPolicies(role, from: Parameters([:]), to: properties, context)
            return made(role, output)
        } undoing: { () async throws(AWSError) in
            try await delete(role, properties, context)
        }
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        let role = JSON.string(physicalID)
        try await context.call(
            "iam", "UpdateAssumeRolePolicy",
            ["RoleName": role, "PolicyDocument": new["AssumeRolePolicyDocument"]?.documentText])
        if old["Description"] != new["Description"] || old["MaxSessionDuration"] != new["MaxSessionDuration"] {
            try await context.call(
                "iam", "UpdateRole",
                [
                    "RoleName": role, "Description": new["Description"] ?? "",
                    "MaxSessionDuration": .integer(try new.integer("MaxSessionDuration") ?? 3600),
                ])
        }
        try await setPolicies(physicalID, from: old, to: new, context)
        try await setTags(physicalID, from: old, to: new, context)
        return made(physicalID, try await context.call("iam", "GetRole", ["RoleName": role]))
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        let role = JSON.string(physicalID)
        do {
            let attached = try await context.call("iam", "ListAttachedRolePolicies", ["RoleName": role])
            for policy in attached["AttachedPolicies"]?.arrayValue ?? [] {
                try await context.delete(
                    "iam", "DetachRolePolicy", ["RoleName": role, "PolicyArn": policy["PolicyArn"]])
            }
            let inline = try await context.call("iam", "ListRolePolicies", ["RoleName": role])
            for policy in inline["PolicyNames"]?.arrayValue ?? [] {
                try await context.delete("iam", "DeleteRolePolicy", ["RoleName": role, "PolicyName": policy])
            }
            try await context.call("iam", "DeleteRole", ["RoleName": role])
        } catch  where error.isNotFound {
            return
        }
    }

    /// Inline policies by name, and managed ones by ARN.
    private func setPolicies(
        _ role: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) {
        let role = JSON.string(role)
        let policies = new["Policies"]?.arrayValue ?? []
        let names = policies.compactMap { $0["PolicyName"] }
        for policy in old["Policies"]?.arrayValue ?? [] where !names.contains(policy["PolicyName"] ?? nil) {
            try await context.delete(
                "iam", "DeleteRolePolicy", ["RoleName": role, "PolicyName": policy["PolicyName"]])
        }
        for policy in policies {
            try await context.call(
                "iam", "PutRolePolicy",
                [
                    "RoleName": role, "PolicyName": policy["PolicyName"],
                    "PolicyDocument": policy["PolicyDocument"]?.documentText,
                ])
        }
        let arns = new["ManagedPolicyArns"]?.arrayValue ?? []
        for arn in old["ManagedPolicyArns"]?.arrayValue ?? [] where !arns.contains(arn) {
            try await context.delete("iam", "DetachRolePolicy", ["RoleName": role, "PolicyArn": arn])
        }
        for arn in arns {
            try await context.call("iam", "AttachRolePolicy", ["RoleName": role, "PolicyArn": arn])
        }
    }

    private func setTags(
        _ role: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) {
        let tags = context.tags(JSON.tagMembers(new["Tags"]))
        let gone = JSON.tagMembers(old["Tags"]).map(\.key).filter { key in !tags.contains { $0.key == key } }
        if !gone.isEmpty {
            try await context.call(
                "iam", "UntagRole", ["RoleName": .string(role), "TagKeys": .array(gone.map { .string($0) })])
        }
        if !tags.isEmpty {
            try await context.call("iam", "TagRole", ["RoleName": .string(role), "Tags": JSON.tagList(tags)])
        }
    }

    private func made(_ role: String, _ output: JSON) -> MadeResource {
        MadeResource(role, ["Arn": output["Role"]?["Arn"], "RoleId": output["Role"]?["RoleId"]])
    }
}
