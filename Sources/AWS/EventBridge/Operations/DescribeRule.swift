import AWSAPI
import Cloud
import JSON

struct DescribeRule: Operation {
    static let name = "DescribeRule"
    let rules: ScheduledRules

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let rule = try await rules.rule(try input.ruleName(), in: call.scope)
        return Output(.object(rule.members + [JSON.Member("CreatedBy", .string(rule.account))]))
    }
}
