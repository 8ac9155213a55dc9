import AWSAPI
import Cloud
import JSON

struct PutTargets: Operation {
    static let name = "PutTargets"
    let rules: ScheduledRules

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let name = try input.ruleName("Rule")
        var targets: [Target] = []
        for (index, element) in (try input.list("Targets") ?? []).enumerated() {
            targets.append(try Target(element, index + 1))
        }
        var violations = Violations()
        if targets.isEmpty {
            violations.add("[]", at: "targets", "Member must have length greater than or equal to 1")
        }
        try violations.check("ValidationException")
        try await rules.change(name, in: call.scope) { [targets] rule throws(AWSError) in
            for target in targets {
                rule.targets.removeAll { $0.id == target.id }
                rule.targets.append(target)
            }
            guard rule.targets.count <= EventBridgeLimits.targetsPerRule else {
                throw AWSError("LimitExceededException", "The requested resource exceeds the maximum number allowed.")
            }
        }
        return Output(["FailedEntryCount": 0, "FailedEntries": []])
    }
}
