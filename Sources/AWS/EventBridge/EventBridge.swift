public import AWSAPI

/// EventBridge, as far as schedules go: rules on the default bus, of which those with a schedule fire and invoke
/// functions. Rules with an event pattern are kept; there are no events for them here.
///
/// Source of shapes: botocore's service model of 2015-10-07.
public enum EventBridge {
    public static func service(_ rules: ScheduledRules) -> Service {
        Service(
            "events", wire: .json(version: "1.1", targetPrefix: "AWSEvents"),
            operations: [
                PutRule(rules: rules), DescribeRule(rules: rules), ListRules(rules: rules), DeleteRule(rules: rules),
                EnableRule(rules: rules), DisableRule(rules: rules), PutTargets(rules: rules),
                RemoveTargets(rules: rules), ListTargetsByRule(rules: rules), ListRuleNamesByTarget(rules: rules),
                TagResource(rules: rules), UntagResource(rules: rules), ListTagsForResource(rules: rules),
            ])
    }
}

/// Source: EventBridge User Guide, "Amazon EventBridge quotas".
enum EventBridgeLimits {
    static let rules = 300
    static let targetsPerRule = 5
    static let tags = 50
}
