internal import Cloud
internal import JSON

/// What every template knows of where it runs.
///
/// Source: "Get AWS values using pseudo parameters", Template Reference.
struct PseudoParameters: Sendable, Hashable {
    var scope: Scope
    var stackName: String
    var stackID: String
    var notificationARNs: [String] = []

    static let names: Set<String> = [
        "AWS::AccountId", "AWS::NoValue", "AWS::NotificationARNs", "AWS::Partition", "AWS::Region", "AWS::StackId",
        "AWS::StackName", "AWS::URLSuffix",
    ]

    /// - Returns: nil for other names, and for `AWS::NoValue`, which is none.
    subscript(name: String) -> JSON? {
        switch name {
        case "AWS::AccountId": .string(scope.account)
        case "AWS::NotificationARNs": .array(notificationARNs.map { .string($0) })
        case "AWS::Partition": .string(scope.region.hasPrefix("cn-") ? "aws-cn" : "aws")
        case "AWS::Region": .string(scope.region)
        case "AWS::StackId": .string(stackID)
        case "AWS::StackName": .string(stackName)
        case "AWS::URLSuffix": .string(scope.region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com")
        default: nil
        }
    }
}
