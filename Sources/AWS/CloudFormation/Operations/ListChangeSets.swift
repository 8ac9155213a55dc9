internal import AWSAPI
internal import JSON

/// Lists the change sets of a stack that wait to be executed.
struct ListChangeSets: CloudFormationOperation {
    static let name = "ListChangeSets"
    let stacks: Stacks

    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON {
        let stack = try await stacks.living(try input.required("StackName"), call.scope).stack
        let page = try Page(await stacks.waiting(stack.id), input) { $0.id }
        return .members([
            "Summaries": .array(page.items.map(\.summary)), "NextToken": page.nextToken.map { .string($0) },
        ])
    }
}
