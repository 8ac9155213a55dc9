import AWSAPI
import JSON

struct PutBucketEncryption: PutsConfiguration {
    static let name = "PutBucketEncryption"
    static let configuration = BucketConfiguration.encryption
    static let member = "ServerSideEncryptionConfiguration"
    static let binding: HTTPBinding? = binding("encryption", xml: BucketEncryption.xml)
    let storage: S3Storage

    static func checked(_ structure: Parameters) throws(AWSError) -> JSON {
        _ = try demanding("Rules", structure)
        for rule in try structure.list("Rules") ?? [] {
            guard let byDefault = try Parameters(rule).structure("ApplyServerSideEncryptionByDefault") else { continue }
            guard let algorithm = try byDefault.string("SSEAlgorithm"),
                ["AES256", "aws:kms", "aws:kms:dsse"].contains(algorithm)
            else { throw .malformedXML }
        }
        return structure.json
    }
}

struct GetBucketEncryption: GetsConfiguration {
    static let name = "GetBucketEncryption"
    static let configuration = BucketConfiguration.encryption
    static let member: String? = "ServerSideEncryptionConfiguration"
    static let unsaid = Result<JSON, AWSError>.success(BucketConfiguration.encryptedBySelf)
    static let binding: HTTPBinding? = binding(
        "encryption", root: "ServerSideEncryptionConfiguration", xml: BucketEncryption.xml)
    let storage: S3Storage
}

struct DeleteBucketEncryption: DeletesConfiguration {
    static let name = "DeleteBucketEncryption"
    static let configuration = BucketConfiguration.encryption
    static let binding: HTTPBinding? = binding("encryption")
    let storage: S3Storage
}

private enum BucketEncryption {
    static let xml: [XMLShape.Element] = [
        .flattened("Rules", as: "Rule", [.one("BlockedEncryptionTypes", [.flattened("EncryptionType")])])
    ]
}
