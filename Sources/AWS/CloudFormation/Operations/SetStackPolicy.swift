internal import AWSAPI
internal import JSON

/// Keeps a stack policy. It is given back, not enforced.
struct SetStackPolicy: CloudFormationOperation {
    static let name = "SetStackPolicy"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let stack = try await stacks.living(try input.required("StackName"), call.scope).stack
        guard try input.string("StackPolicyURL") == nil else {
            throw .validation("Understudy reads no StackPolicyURL; pass the policy as StackPolicyBody.")
        }
        let body = try input.string("StackPolicyBody")
        if let body, !StackPolicy.isValid(body) {
            throw .validation("Error validating stack policy: Invalid stack policy")
        }
        await stacks.change(stack.id) { $0.change { $0.policy = body } }
        return [:]
    }
}
