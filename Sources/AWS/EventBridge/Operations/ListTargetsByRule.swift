import AWSAPI
import Cloud
import JSON

struct ListTargetsByRule: Operation {
    static let name = "ListTargetsByRule"
    let rules: ScheduledRules

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let rule = try await rules.rule(try input.ruleName("Rule"), in: call.scope)
        let page = try input.page(rule.targets.sorted { $0.id < $1.id }) { $0.id }
        return Output(.members(["Targets": .array(page.elements.map(\.json)), "NextToken": page.next]))
    }
}
