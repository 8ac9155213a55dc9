import AWSAPI
import Cloud
import JSON

/// A target that is not there is removed, too.
struct RemoveTargets: Operation {
    static let name = "RemoveTargets"
    let rules: ScheduledRules

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let ids = try input.strings("Ids") ?? []
        try await rules.change(try input.ruleName("Rule"), in: call.scope) { rule in
            rule.targets.removeAll { ids.contains($0.id) }
        }
        return Output(["FailedEntryCount": 0, "FailedEntries": []])
    }
}
