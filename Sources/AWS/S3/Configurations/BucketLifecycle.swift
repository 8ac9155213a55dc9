import AWSAPI
import JSON

/// Kept and given back; nothing expires.
struct PutBucketLifecycleConfiguration: PutsConfiguration {
    static let name = "PutBucketLifecycleConfiguration"
    static let configuration = BucketConfiguration.lifecycle
    static let member = "LifecycleConfiguration"
    static let binding: HTTPBinding? = binding("lifecycle", xml: BucketLifecycle.xml)
    let storage: S3Storage

    static func checked(_ structure: Parameters) throws(AWSError) -> JSON {
        _ = try demanding("Rules", structure)
        for rule in try structure.list("Rules") ?? [] {
            guard ["Enabled", "Disabled"].contains(try Parameters(rule).string("Status")) else { throw .malformedXML }
        }
        return structure.json
    }
}

struct GetBucketLifecycleConfiguration: GetsConfiguration {
    static let name = "GetBucketLifecycleConfiguration"
    static let configuration = BucketConfiguration.lifecycle
    static let unsaid = missing("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist")
    static let binding: HTTPBinding? = binding("lifecycle", root: "LifecycleConfiguration", xml: BucketLifecycle.xml)
    let storage: S3Storage
}

struct DeleteBucketLifecycle: DeletesConfiguration {
    static let name = "DeleteBucketLifecycle"
    static let configuration = BucketConfiguration.lifecycle
    static let binding: HTTPBinding? = binding("lifecycle")
    let storage: S3Storage
}

private enum BucketLifecycle {
    static let xml: [XMLShape.Element] = [
        .flattened(
            "Rules", as: "Rule",
            [
                .one("Filter", [.one("And", [.flattened("Tags", as: "Tag")])]),
                .flattened("Transitions", as: "Transition"),
                .flattened("NoncurrentVersionTransitions", as: "NoncurrentVersionTransition"),
            ])
    ]
}
