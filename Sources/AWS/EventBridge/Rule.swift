import AWSAPI
import Cloud
import JSON

struct Rule: Codable, Sendable {
    var name: String
    var account: String
    var region: String
    var scheduleExpression: String?
    var eventPattern: String?
    /// `ENABLED`, `DISABLED` and the like.
    var state: String
    var description: String?
    var roleARN: String?
    var tags: [Tag] = []
    var targets: [Target] = []
    /// What rates count from, in milliseconds since 1970: when the rule was made, enabled or given another schedule.
    var start: Int
    /// Declared in a serverless.yml: goes when the file no longer says so.
    var isFromFile = false

    var scope: Scope { Scope(account: account, region: region) }
    var arn: String { "arn:aws:events:\(region):\(account):rule/\(name)" }
    var isEnabled: Bool { state != "DISABLED" }

    /// When it fires next after a time; nil where it does not.
    func next(after time: Int) -> Int? {
        guard isEnabled, let scheduleExpression else { return nil }
        // Checked before it was kept.
        return (try? Schedule(scheduleExpression))?.next(after: time, start: start)
    }

    var members: [JSON.Member] {
        let members: [(String, String?)] = [
            ("Name", name), ("Arn", arn), ("EventPattern", eventPattern), ("ScheduleExpression", scheduleExpression),
            ("State", state), ("Description", description), ("RoleArn", roleARN), ("EventBusName", "default"),
        ]
        return members.compactMap { name, value in value.map { JSON.Member(name, .string($0)) } }
    }
}

struct Tag: Codable, Hashable, Sendable {
    var key: String
    var value: String

    static func read(_ input: Parameters) throws(AWSError) -> [Tag] {
        var tags: [Tag] = []
        var violations = Violations()
        for (index, element) in (try input.list("Tags") ?? []).enumerated() {
            let pair = Parameters(element)
            let (key, value) = (try pair.string("Key"), try pair.string("Value"))
            violations.demand(key, at: "tags.\(index + 1).member.key")
            violations.demand(value, at: "tags.\(index + 1).member.value")
            violations.length(key, at: "tags.\(index + 1).member.key", 1...128)
            violations.length(value, at: "tags.\(index + 1).member.value", 0...256)
            tags.append(Tag(key: key ?? "", value: value ?? ""))
        }
        try violations.check("ValidationException")
        return tags
    }

    static func merged(_ tags: [Tag], with more: [Tag]) throws(AWSError) -> [Tag] {
        let merged = tags.filter { tag in !more.contains { $0.key == tag.key } } + more
        guard merged.count <= EventBridgeLimits.tags else {
            throw AWSError(
                "LimitExceededException", "The requested resource exceeds the maximum number allowed.")
        }
        return merged
    }
}
