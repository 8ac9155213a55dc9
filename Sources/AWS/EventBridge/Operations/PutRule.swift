import AWSAPI
import Cloud
import JSON

struct PutRule: Operation {
    static let name = "PutRule"
    let rules: ScheduledRules

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let wanted = try Self.rule(input, call)
        let tags = try Tagging.checked(Tagging.read(input))
        let rule = try await rules.put(wanted.name, in: call.scope) { present in
            var rule = wanted
            rule.tags = present?.tags ?? tags
            rule.targets = present?.targets ?? []
            // A schedule that stays as it was goes on as it did.
            if let present, present.scheduleExpression == rule.scheduleExpression, present.isEnabled == rule.isEnabled {
                rule.start = present.start
            }
            return rule
        }
        return Output(["RuleArn": .string(rule.arn)])
    }

    private static func rule(_ input: Parameters, _ call: Call) throws(AWSError) -> Rule {
        let (expression, pattern) = (try input.string("ScheduleExpression"), try input.eventPattern())
        let state = try input.string("State") ?? "ENABLED"
        let description = try input.string("Description")
        var violations = Violations()
        violations.length(expression, at: "scheduleExpression", 0...256)
        violations.length(description, at: "description", 0...512)
        violations.choice(state, at: "state", ["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"])
        try violations.check("ValidationException")
        let name = try input.ruleName()
        let schedule = expression.flatMap { $0.isEmpty ? nil : $0 }
        guard schedule != nil || pattern != nil else {
            throw AWSError(
                "ValidationException", "Parameter(s) EventPattern or ScheduleExpression must be specified.")
        }
        if let schedule { _ = try Schedule(schedule) }
        return Rule(
            name: name, account: call.scope.account, region: call.scope.region, scheduleExpression: schedule,
            eventPattern: pattern, state: state, description: description, roleARN: try input.string("RoleArn"),
            start: call.time)
    }
}

extension Parameters {
    /// A JSON text; CloudFormation has a structure.
    fileprivate func eventPattern() throws(AWSError) -> String? {
        if let structure = self["EventPattern"], structure.objectValue != nil { return structure.text }
        guard let text = try string("EventPattern"), !text.isEmpty else { return nil }
        // What is wrong with it is said in AWS's words.
        guard let pattern = try? JSON(parsing: text), pattern.objectValue != nil else {
            throw AWSError(
                "InvalidEventPatternException", "Event pattern is not valid. Reason: Filter is not an object")
        }
        return text
    }
}
