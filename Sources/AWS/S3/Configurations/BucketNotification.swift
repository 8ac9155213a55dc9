import AWSAPI
import JSON

/// Kept and given back; nobody is notified.
struct PutBucketNotificationConfiguration: PutsConfiguration {
    static let name = "PutBucketNotificationConfiguration"
    static let configuration = BucketConfiguration.notification
    static let member = "NotificationConfiguration"
    static let binding: HTTPBinding? = binding("notification", xml: BucketNotification.xml)
    let storage: S3Storage

    /// An empty one turns notifications off.
    static func checked(_ structure: Parameters) throws(AWSError) -> JSON { structure.json }

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (name, owner) = (try input.bucket(), try input.owner())
        let structure = try input.structure(Self.member) ?? Parameters([:])
        try await storage.configure(name, owner) { $0[Self.configuration] = structure.json.text }
        return Output()
    }
}

struct GetBucketNotificationConfiguration: GetsConfiguration {
    static let name = "GetBucketNotificationConfiguration"
    static let configuration = BucketConfiguration.notification
    static let unsaid = Result<JSON, AWSError>.success([:])
    static let binding: HTTPBinding? = binding(
        "notification", root: "NotificationConfiguration", xml: BucketNotification.xml)
    let storage: S3Storage
}

private enum BucketNotification {
    static let xml: [XMLShape.Element] = [
        .flattened("TopicConfigurations", as: "TopicConfiguration", target("TopicArn", "Topic")),
        .flattened("QueueConfigurations", as: "QueueConfiguration", target("QueueArn", "Queue")),
        .flattened(
            "LambdaFunctionConfigurations", as: "CloudFunctionConfiguration",
            target("LambdaFunctionArn", "CloudFunction")),
    ]

    private static func target(_ member: String, _ name: String) -> [XMLShape.Element] {
        [
            .one(member, as: name), .flattened("Events", as: "Event"),
            .one("Filter", [.one("Key", as: "S3Key", [.flattened("FilterRules", as: "FilterRule")])]),
        ]
    }
}
