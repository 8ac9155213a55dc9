internal import AWSAPI
internal import JSON

/// Lists the resources of a stack.
struct ListStackResources: CloudFormationOperation {
    static let name = "ListStackResources"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let name = try input.required("StackName")
        let state = try await stacks.state(name, call.scope)
        let page = try Page(state.sortedResources, input) { $0.logicalID }
        return .members([
            "StackResourceSummaries": .array(page.items.map(\.summary)),
            "NextToken": page.nextToken.map { .string($0) },
        ])
    }
}
