internal import AWSAPI
internal import JSON

/// Makes what a change set plans; the stack is complete, or has failed, when the answer comes.
struct ExecuteChangeSet: CloudFormationOperation {
    static let name = "ExecuteChangeSet"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        try await stacks.execute(
            try input.required("ChangeSetName"), stack: try input.string("StackName"),
            disablesRollback: try input.boolean("DisableRollback") ?? false,
            retainsExceptOnCreate: try input.boolean("RetainExceptOnCreate") ?? false,
            token: try input.string("ClientRequestToken"), call)
        return [:]
    }
}
