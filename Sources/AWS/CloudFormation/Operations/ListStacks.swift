internal import AWSAPI
internal import JSON

/// Lists stacks, deleted ones among them.
struct ListStacks: CloudFormationOperation {
    static let name = "ListStacks"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let wanted = try input.strings("StackStatusFilter") ?? []
        for status in wanted where StackStatus(rawValue: status) == nil {
            throw .constraint(
                "[\(wanted.joined(separator: ", "))]", at: "stackStatusFilter",
                "Member must satisfy constraint: [Member must satisfy enum value set: [\(StackStatus.allCases.map(\.rawValue).joined(separator: ", "))]]"
            )
        }
        let states = await stacks.all(call.scope).filter { wanted.isEmpty || wanted.contains($0.stack.status.rawValue) }
        let page = try Page(states, input) { $0.stack.key }
        return .members([
            "StackSummaries": .array(page.items.map(\.summary)), "NextToken": page.nextToken.map { .string($0) },
        ])
    }
}
