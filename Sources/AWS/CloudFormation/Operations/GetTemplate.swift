internal import AWSAPI
internal import JSON

/// Gives back a template, to the letter.
struct GetTemplate: CloudFormationOperation {
    static let name = "GetTemplate"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        if let stage = try input.string("TemplateStage"), stage != "Original", stage != "Processed" {
            throw .constraint(stage, at: "templateStage", "Member must satisfy enum value set: [Original, Processed]")
        }
        return [
            "TemplateBody": .string(try await template(input, call)), "StagesAvailable": ["Original", "Processed"],
        ]
    }

    private func template(_ input: Parameters, _ call: Call) async throws(AWSError) -> String {
        let name = try input.string("StackName")
        if let changeSet = try input.string("ChangeSetName") {
            return try await stacks.changeSet(changeSet, stack: name, call.scope).deployment.template
        }
        guard let name else { throw .validation("StackName or ChangeSetName must be specified.") }
        return try await stacks.state(name, call.scope).stack.deployment.template
    }
}
