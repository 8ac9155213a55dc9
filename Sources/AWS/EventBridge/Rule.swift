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
