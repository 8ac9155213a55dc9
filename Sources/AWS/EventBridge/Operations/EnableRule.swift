import AWSAPI
import Cloud
import JSON

struct EnableRule: Operation {
    static let name = "EnableRule"
    let rules: ScheduledRules

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        try await rules.change(try input.ruleName(), in: call.scope) { rule in
            if !rule.isEnabled { rule.start = call.time }
            rule.state = "ENABLED"
        }
        return Output()
    }
}

struct DisableRule: Operation {
    static let name = "DisableRule"
    let rules: ScheduledRules

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        try await rules.change(try input.ruleName(), in: call.scope) { $0.state = "DISABLED" }
        return Output()
    }
}
