internal import AWSAPI
internal import JSON

/// Goes on with a rollback that failed.
struct ContinueUpdateRollback: CloudFormationOperation {
    static let name = "ContinueUpdateRollback"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        try await stacks.continueRollback(
            try input.required("StackName"), skipping: try input.strings("ResourcesToSkip") ?? [],
            token: try input.string("ClientRequestToken"), call)
        return [:]
    }
}
