import AWSAPI
import JSON

struct PutPublicAccessBlock: PutsConfiguration {
    static let name = "PutPublicAccessBlock"
    static let configuration = BucketConfiguration.publicAccessBlock
    static let member = "PublicAccessBlockConfiguration"
    static let binding: HTTPBinding? = binding("publicAccessBlock")
    let storage: S3Storage

    static func checked(_ structure: Parameters) throws(AWSError) -> JSON {
        var members: [JSON.Member] = []
        for name in ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"] {
            members.append(JSON.Member(name, .bool(try structure.boolean(name) ?? false)))
        }
        return .object(members)
    }
}

struct GetPublicAccessBlock: GetsConfiguration {
    static let name = "GetPublicAccessBlock"
    static let configuration = BucketConfiguration.publicAccessBlock
    static let member: String? = "PublicAccessBlockConfiguration"
    static let unsaid = missing(
        "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found")
    static let binding: HTTPBinding? = binding("publicAccessBlock", root: "PublicAccessBlockConfiguration")
    let storage: S3Storage
}

struct DeletePublicAccessBlock: DeletesConfiguration {
    static let name = "DeletePublicAccessBlock"
    static let configuration = BucketConfiguration.publicAccessBlock
    static let binding: HTTPBinding? = binding("publicAccessBlock")
    let storage: S3Storage
}
