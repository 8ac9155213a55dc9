internal import AWSAPI
internal import JSON

/// Tells of a change set, and what it would change.
struct DescribeChangeSet: CloudFormationOperation {
    static let name = "DescribeChangeSet"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let changeSet = try await stacks.changeSet(
            try input.required("ChangeSetName"), stack: try input.string("StackName"), call.scope)
        return changeSet.view(try Page(changeSet.changes, input) { "\($0.action)/\($0.logicalID)" })
    }
}
