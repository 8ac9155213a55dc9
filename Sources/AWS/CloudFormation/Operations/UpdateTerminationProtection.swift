internal import AWSAPI
internal import JSON

/// Says whether a stack may be deleted.
struct UpdateTerminationProtection: CloudFormationOperation {
    static let name = "UpdateTerminationProtection"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let stack = try await stacks.living(try input.required("StackName"), call.scope).stack
        guard let isProtected = try input.boolean("EnableTerminationProtection") else {
            throw .validation(
                "1 validation error detected: Value null at 'enableTerminationProtection' failed to satisfy constraint: Member must not be null"
            )
        }
        await stacks.change(stack.id) { $0.change { $0.isProtected = isProtected } }
        return ["StackId": .string(stack.id)]
    }
}
