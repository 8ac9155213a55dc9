internal import AWSAPI
internal import JSON

/// Gives back a stack policy, where there is one.
struct GetStackPolicy: CloudFormationOperation {
    static let name = "GetStackPolicy"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let state = try await stacks.state(try input.required("StackName"), call.scope)
        return .members(["StackPolicyBody": state.stack.policy.map { .string($0) }])
    }
}
