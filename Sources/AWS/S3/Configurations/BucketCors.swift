import AWSAPI
import JSON

struct PutBucketCors: PutsConfiguration {
    static let name = "PutBucketCors"
    static let configuration = BucketConfiguration.cors
    static let member = "CORSConfiguration"
    static let binding: HTTPBinding? = binding("cors", xml: BucketCors.xml)
    let storage: S3Storage

    static func checked(_ structure: Parameters) throws(AWSError) -> JSON {
        _ = try demanding("CORSRules", structure)
        for rule in try structure.list("CORSRules") ?? [] {
            let rule = Parameters(rule)
            guard let methods = try rule.strings("AllowedMethods"), !methods.isEmpty,
                let origins = try rule.strings("AllowedOrigins"), !origins.isEmpty
            else { throw .malformedXML }
            for method in methods where !["GET", "PUT", "HEAD", "POST", "DELETE"].contains(method) {
                throw .invalidRequest("Found unsupported HTTP method in CORS config. Unsupported method is \(method)")
            }
        }
        return structure.json
    }
}

struct GetBucketCors: GetsConfiguration {
    static let name = "GetBucketCors"
    static let configuration = BucketConfiguration.cors
    static let unsaid = missing("NoSuchCORSConfiguration", "The CORS configuration does not exist")
    static let binding: HTTPBinding? = binding("cors", root: "CORSConfiguration", xml: BucketCors.xml)
    let storage: S3Storage
}

struct DeleteBucketCors: DeletesConfiguration {
    static let name = "DeleteBucketCors"
    static let configuration = BucketConfiguration.cors
    static let binding: HTTPBinding? = binding("cors")
    let storage: S3Storage
}

private enum BucketCors {
    static let xml: [XMLShape.Element] = [
        .flattened(
            "CORSRules", as: "CORSRule",
            [
                .flattened("AllowedHeaders", as: "AllowedHeader"), .flattened("AllowedMethods", as: "AllowedMethod"),
                .flattened("AllowedOrigins", as: "AllowedOrigin"), .flattened("ExposeHeaders", as: "ExposeHeader"),
            ])
    ]
}
