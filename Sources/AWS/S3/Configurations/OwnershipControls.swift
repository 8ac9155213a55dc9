import AWSAPI
import JSON

struct PutBucketOwnershipControls: PutsConfiguration {
    static let name = "PutBucketOwnershipControls"
    static let configuration = BucketConfiguration.ownershipControls
    static let member = "OwnershipControls"
    static let binding: HTTPBinding? = binding("ownershipControls", xml: [.flattened("Rules", as: "Rule")])
    let storage: S3Storage

    static func checked(_ structure: Parameters) throws(AWSError) -> JSON {
        _ = try demanding("Rules", structure)
        for rule in try structure.list("Rules") ?? [] {
            let ownership = try Parameters(rule).string("ObjectOwnership") ?? ""
            guard ["BucketOwnerPreferred", "ObjectWriter", "BucketOwnerEnforced"].contains(ownership) else {
                throw .malformedXML
            }
        }
        return structure.json
    }
}

struct GetBucketOwnershipControls: GetsConfiguration {
    static let name = "GetBucketOwnershipControls"
    static let configuration = BucketConfiguration.ownershipControls
    static let member: String? = "OwnershipControls"
    static let unsaid = missing(
        "OwnershipControlsNotFoundError", "The bucket ownership controls were not found")
    static let binding: HTTPBinding? = binding(
        "ownershipControls", root: "OwnershipControls", xml: [.flattened("Rules", as: "Rule")])
    let storage: S3Storage
}

struct DeleteBucketOwnershipControls: DeletesConfiguration {
    static let name = "DeleteBucketOwnershipControls"
    static let configuration = BucketConfiguration.ownershipControls
    static let binding: HTTPBinding? = binding("ownershipControls")
    let storage: S3Storage
}
