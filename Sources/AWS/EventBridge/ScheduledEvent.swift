import AWSAPI
import JSON

/// What a schedule tells its targets.
/// Source: EventBridge User Guide, "Creating a rule that runs on a schedule", example event.
enum ScheduledEvent {
    /// - Parameter time: when it was due, in milliseconds since 1970.
    static func json(of rule: Rule, at time: Int, id: String) -> JSON {
        [
            "version": "0", "id": .string(id), "detail-type": "Scheduled Event", "source": "aws.events",
            "account": .string(rule.account), "time": .string(Timestamp.iso8601Seconds(time)),
            "region": .string(rule.region), "resources": [.string(rule.arn)], "detail": [:],
        ]
    }
}
