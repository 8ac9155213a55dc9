import AWSAPI
import Cloud
import JSON

struct TagResource: Operation {
    static let name = "TagResource"
    let rules: ScheduledRules

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let tags = try Tagging.read(input)
        try await rules.change(try input.ruleName(inARN: "ResourceARN"), in: call.scope) { rule throws(AWSError) in
            rule.tags = try Tagging.checked(rule.tags.merged(with: tags))
        }
        return Output()
    }
}

struct UntagResource: Operation {
    static let name = "UntagResource"
    let rules: ScheduledRules

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let keys = try input.strings("TagKeys") ?? []
        try await rules.change(try input.ruleName(inARN: "ResourceARN"), in: call.scope) { rule in
            rule.tags.removeAll { keys.contains($0.key) }
        }
        return Output()
    }
}

struct ListTagsForResource: Operation {
    static let name = "ListTagsForResource"
    let rules: ScheduledRules

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let rule = try await rules.rule(try input.ruleName(inARN: "ResourceARN"), in: call.scope)
        return Output(["Tags": rule.tags.json])
    }
}
