internal import AWSAPI
internal import JSON

/// Tells of one stack, or of all that are not deleted.
struct DescribeStacks: CloudFormationOperation {
    static let name = "DescribeStacks"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        if let name = try input.string("StackName"), !name.isEmpty {
            return ["Stacks": [try await stacks.state(name, call.scope).view]]
        }
        let living = await stacks.all(call.scope).filter { $0.stack.status != .deleteComplete }
        let page = try Page(living, input) { $0.stack.key }
        return .members([
            "Stacks": .array(page.items.map(\.view)), "NextToken": page.nextToken.map { .string($0) },
        ])
    }
}
