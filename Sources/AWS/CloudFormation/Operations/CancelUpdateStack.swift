internal import AWSAPI
internal import JSON

/// Stops an update and rolls it back.
struct CancelUpdateStack: CloudFormationOperation {
    static let name = "CancelUpdateStack"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        try await stacks.cancelUpdate(try input.required("StackName"), call)
        return [:]
    }
}
