internal import AWSAPI
internal import JSON

/// Tells what happened to a stack, newest first.
struct DescribeStackEvents: CloudFormationOperation {
    static let name = "DescribeStackEvents"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let name = try input.required("StackName")
        guard let state = await stacks.find(name, call.scope) else {
            throw .validation("Stack [\(name)] does not exist")
        }
        let page = try Page(state.events.reversed(), input, limit: EngineLimits.eventsPageSize) { "\($0.time)" }
        return .members([
            "StackEvents": .array(page.items.map { $0.view(of: state.stack) }),
            "NextToken": page.nextToken.map { .string($0) },
        ])
    }
}
