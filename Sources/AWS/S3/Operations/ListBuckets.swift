import AWSAPI
import Cloud
import FoundationEssentials
import JSON

struct ListBuckets: Operation {
    static let name = "ListBuckets"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding(
            "GET", "/",
            query: [
                "max-buckets": "MaxBuckets", "continuation-token": "ContinuationToken", "prefix": "Prefix",
                "bucket-region": "BucketRegion",
            ])
        binding.answerRoot = "ListAllMyBucketsResult"
        binding.answerXML = XMLShape([.wrapped("Buckets", around: "Bucket")])
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let limit = try input.integer("MaxBuckets")
        guard limit.map({ (1...S3Limits.bucketsPerAccount).contains($0) }) ?? true else {
            throw .invalidArgument(
                "Argument max-buckets must be an integer between 1 and 10000", "max-buckets", String(limit ?? 0))
        }
        let (prefix, region) = (try input.string("Prefix"), try input.string("BucketRegion"))
        let after = try input.string("ContinuationToken").map { token throws(AWSError) in
            try ContinuationToken.decoded(token)
        }
        let buckets = await storage.buckets(of: call.scope.account)
            .filter { bucket in
                bucket.name.hasPrefix(prefix ?? "") && (region ?? bucket.region) == bucket.region
                    && after.map { ObjectKey(bucket.name) > $0 } ?? true
            }
        let page = buckets.prefix(limit ?? S3Limits.bucketsPerAccount)
        // Regions are told to those who ask for pages or regions.
        let tellsRegion = limit != nil || region != nil || prefix != nil || after != nil
        return Output(
            .members([
                "Buckets": .array(page.map { Self.json($0, tellsRegion: tellsRegion) }),
                "Owner": ["ID": .string(CanonicalUser.id(of: call.scope.account))],
                "ContinuationToken": page.count < buckets.count
                    ? page.last.map { .string(ContinuationToken.text(ObjectKey($0.name))) } : nil,
                "Prefix": prefix.map(JSON.string),
            ]))
    }

    private static func json(_ bucket: Bucket, tellsRegion: Bool) -> JSON {
        .members([
            "Name": .string(bucket.name), "CreationDate": .string(Timestamp.iso8601(bucket.created)),
            "BucketRegion": tellsRegion ? .string(bucket.region) : nil,
        ])
    }
}

/// Where the next page begins, in a form that means nothing to its reader.
enum ContinuationToken {
    static func text(_ key: ObjectKey) -> String { Data(key.bytes).base64EncodedString() }

    static func decoded(_ text: String) throws(AWSError) -> ObjectKey {
        guard let bytes = Data(base64Encoded: text), !bytes.isEmpty else {
            throw .invalidArgument("The continuation token provided is incorrect", "continuation-token", text)
        }
        return ObjectKey(bytes: [UInt8](bytes))
    }
}

extension S3Storage {
    fileprivate func buckets(of account: String) -> [Bucket] {
        allBuckets.filter { $0.account == account }.sorted { ObjectKey($0.name) < ObjectKey($1.name) }
    }
}
