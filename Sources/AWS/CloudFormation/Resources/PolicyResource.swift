internal import AWSAPI
internal import JSON

/// `AWS::IAM::Policy`: one inline policy for several roles. `Ref` gives a generated name.
struct PolicyResource: ResourceType {
    let name = "AWS::IAM::Policy"
    let schema = ResourceSchema(
        mutable: ["PolicyDocument", "PolicyName", "Roles"], required: ["PolicyDocument", "PolicyName"],
        missing: ["Groups", "Users"], attributes: ["Id"])

    func generatedID(_ properties: Parameters, _ context: ResourceContext) throws(AWSError) -> String? {
        context.generatedName(maximumLength: 64)
    }

    func create(_ properties: Parameters, _ context: ResourceContext) async throws(AWSError) -> MadeResource {
        let id = context.generatedName(maximumLength: 64)
        guard let roles = try properties.strings("Roles"), !roles.isEmpty else {
            throw .validation("At least one of [Groups,Roles,Users] must be non-empty.")
        }
        return try await context.whole { () async throws(AWSError) in
            try await put(roles, properties, context)
            return MadeResource(id, ["Id": .string(id)])
        } undoing: { () async throws(AWSError) in
            try await delete(id, properties, context)
        }
    }

    func update(
        _ physicalID: String, from old: Parameters, to new: Parameters, _ context: ResourceContext
    ) async throws(AWSError) -> MadeResource {
        let roles = try new.strings("Roles") ?? []
        try await put(roles, new, context)
        let isRenamed = old["PolicyName"] != new["PolicyName"]
        for role in try old.strings("Roles") ?? [] where isRenamed || !roles.contains(role) {
            try await take(from: role, old, context)
        }
        return MadeResource(physicalID, ["Id": .string(physicalID)])
    }

    func delete(_ physicalID: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        for role in try properties.strings("Roles") ?? [] { try await take(from: role, properties, context) }
    }

    private func put(_ roles: [String], _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        for role in roles {
            try await context.call(
                "iam", "PutRolePolicy",
                [
                    "RoleName": .string(role), "PolicyName": properties["PolicyName"],
                    "PolicyDocument": properties["PolicyDocument"]?.documentText,
                ])
        }
    }

    private func take(from role: String, _ properties: Parameters, _ context: ResourceContext) async throws(AWSError) {
        try await context.delete(
            "iam", "DeleteRolePolicy", ["RoleName": .string(role), "PolicyName": properties["PolicyName"]])
    }
}
