internal import AWSAPI
internal import JSON

/// Rolls back a stack whose creation or update failed and was left so.
struct RollbackStack: CloudFormationOperation {
    static let name = "RollbackStack"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let id = try await stacks.rollBack(
            try input.required("StackName"), retainsExceptOnCreate: try input.boolean("RetainExceptOnCreate") ?? false,
            token: try input.string("ClientRequestToken"), call)
        return ["StackId": .string(id)]
    }
}
