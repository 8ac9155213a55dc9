import AWSAPI
import Cloud
import JSON

struct ListRules: Operation {
    static let name = "ListRules"
    let rules: ScheduledRules

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        try input.checkBus()
        let prefix = try input.string("NamePrefix") ?? ""
        let all = await rules.rules(in: call.scope).filter { $0.name.hasPrefix(prefix) }
        let page = try input.page(all) { $0.name }
        return Output(
            .members(["Rules": .array(page.elements.map { .object($0.members) }), "NextToken": page.next]))
    }
}

struct ListRuleNamesByTarget: Operation {
    static let name = "ListRuleNamesByTarget"
    let rules: ScheduledRules

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        try input.checkBus()
        let arn = try input.string("TargetArn") ?? ""
        let all = await rules.rules(in: call.scope).filter { rule in rule.targets.contains { $0.arn == arn } }
        let page = try input.page(all.map(\.name)) { $0 }
        return Output(.members(["RuleNames": .array(page.elements.map(JSON.string)), "NextToken": page.next]))
    }
}
