internal import AWSAPI
internal import JSON

/// Deletes a stack and what it made; that there is none is no error.
struct DeleteStack: CloudFormationOperation {
    static let name = "DeleteStack"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        try await stacks.delete(
            try input.required("StackName"), retaining: try input.strings("RetainResources") ?? [],
            token: try input.string("ClientRequestToken"), call)
        return [:]
    }
}
