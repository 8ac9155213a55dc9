import AWSAPI
import JSON

/// The status is kept; objects have one version all the same.
struct PutBucketVersioning: PutsConfiguration {
    static let name = "PutBucketVersioning"
    static let configuration = BucketConfiguration.versioning
    static let member = "VersioningConfiguration"
    static let binding: HTTPBinding? = binding("versioning", xml: [.one("MFADelete", as: "MfaDelete")])
    let storage: S3Storage

    static func checked(_ structure: Parameters) throws(AWSError) -> JSON {
        guard let status = try structure.string("Status"), ["Enabled", "Suspended"].contains(status) else {
            throw .s3(
                "IllegalVersioningConfigurationException",
                "The Versioning element must be specified", 400)
        }
        return .members(["Status": .string(status), "MFADelete": structure["MFADelete"]])
    }
}

struct GetBucketVersioning: GetsConfiguration {
    static let name = "GetBucketVersioning"
    static let configuration = BucketConfiguration.versioning
    static let unsaid = Result<JSON, AWSError>.success([:])
    static let binding: HTTPBinding? = binding(
        "versioning", root: "VersioningConfiguration", xml: [.one("MFADelete", as: "MfaDelete")])
    let storage: S3Storage
}
