internal import AWSAPI
internal import JSON

/// Deletes a change set; that there is none is no error.
struct DeleteChangeSet: CloudFormationOperation {
    static let name = "DeleteChangeSet"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        try await stacks.deleteChangeSet(
            try input.required("ChangeSetName"), stack: try input.string("StackName"), call)
        return [:]
    }
}
