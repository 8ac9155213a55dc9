import AWSAPI
import JSON

struct PutBucketTagging: PutsConfiguration {
    static let name = "PutBucketTagging"
    static let configuration = BucketConfiguration.tagging
    static let member = "Tagging"
    static let binding: HTTPBinding? = {
        var tagging = Self.binding("tagging", xml: [.wrapped("TagSet", around: "Tag")])
        tagging?.status = 204
        return tagging
    }()
    let storage: S3Storage

    static func checked(_ structure: Parameters) throws(AWSError) -> JSON {
        ["TagSet": try Tagging.parse(structure, limit: S3Limits.bucketTags).json]
    }
}

struct GetBucketTagging: GetsConfiguration {
    static let name = "GetBucketTagging"
    static let configuration = BucketConfiguration.tagging
    static let unsaid = missing("NoSuchTagSet", "The TagSet does not exist")
    static let binding: HTTPBinding? = binding("tagging", root: "Tagging", xml: [.wrapped("TagSet", around: "Tag")])
    let storage: S3Storage
}

struct DeleteBucketTagging: DeletesConfiguration {
    static let name = "DeleteBucketTagging"
    static let configuration = BucketConfiguration.tagging
    static let binding: HTTPBinding? = binding("tagging")
    let storage: S3Storage
}
