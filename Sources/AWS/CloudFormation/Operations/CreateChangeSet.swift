internal import AWSAPI
internal import JSON

/// Plans a stack or a change of one; nothing is made before the plan is executed.
struct CreateChangeSet: CloudFormationOperation {
    static let name = "CreateChangeSet"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let stackName = try input.required("StackName")
        let name = try input.required("ChangeSetName")
        try Names.check(name, at: "changeSetName")
        let kind = try kind(input)
        if kind == .create { try Names.check(stackName, at: "stackName") }
        let template = try await TemplateSource.text(input, stacks, call)
        let usesPrevious = try input.boolean("UsePreviousTemplate") ?? false
        guard template != nil || (kind == .update && usesPrevious) else {
            throw .validation("Either Template URL or Template Body must be specified.")
        }
        let changeSet = try await stacks.createChangeSet(
            name, kind, description: try input.string("Description"),
            try StackRequest(input, stackName: stackName, template: template), call)
        return ["Id": .string(changeSet.id), "StackId": .string(changeSet.stackID)]
    }

    private func kind(_ input: Parameters) throws(AWSError) -> ChangeSet.Kind {
        switch try input.string("ChangeSetType") {
        case nil, "UPDATE": return .update
        case "CREATE": return .create
        case "IMPORT": throw .validation("Understudy does not import resources into stacks; use CREATE or UPDATE.")
        case let other?:
            throw .constraint(
                other, at: "changeSetType", "Member must satisfy enum value set: [IMPORT, UPDATE, CREATE]")
        }
    }
}
