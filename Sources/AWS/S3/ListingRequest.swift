import AWSAPI
import JSON

/// What the three listings of objects are asked.
struct ListingRequest: Sendable {
    var bucket: String
    var owner: String?
    var prefix: String
    var delimiter: String?
    var limit: Int
    /// `url`, or nil.
    var encoding: String?
    var after: ObjectKey?

    static let query = [
        "delimiter": "Delimiter", "encoding-type": "EncodingType", "max-keys": "MaxKeys", "prefix": "Prefix",
    ]

    static let xml = XMLShape([
        .flattened("Contents", [.flattened("ChecksumAlgorithm")]), .flattened("CommonPrefixes"),
    ])

    init(_ input: Parameters, after: ObjectKey?) throws(AWSError) {
        bucket = try input.bucket()
        owner = try input.owner()
        prefix = try input.string("Prefix") ?? ""
        delimiter = try input.string("Delimiter").flatMap { $0.isEmpty ? nil : $0 }
        encoding = try input.string("EncodingType")
        self.after = after
        let asked = try Self.limit(input)
        guard asked >= 0 else {
            throw .invalidArgument(
                "Argument max-keys must be an integer between 0 and 2147483647", "max-keys", String(asked))
        }
        guard encoding == nil || encoding == "url" else {
            throw .invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encoding ?? "")
        }
        limit = min(asked, S3Limits.listing)
    }

    private static func limit(_ input: Parameters) throws(AWSError) -> Int {
        guard let text = try input.string("MaxKeys") else { return S3Limits.listing }
        guard let number = Int(text) else {
            throw .invalidArgument("Provided max-keys not an integer or within integer range", "max-keys", text)
        }
        return number
    }

    var listingQuery: Listing.Query {
        Listing.Query(
            prefix: Array(prefix.utf8), delimiter: Array((delimiter ?? "").utf8), after: after, limit: limit)
    }

    /// A key or a part of one, in the encoding that was asked for.
    func text(_ key: String) -> String { encoding == nil ? key : URLCoding.encoded(key) }
}

/// A page with what is told of its objects.
struct ListingPage: Sendable {
    var account: String
    var listing: Listing
    var objects: [(key: ObjectKey, object: StoredObject)]

    func contents(_ request: ListingRequest, tellsOwner: Bool) -> JSON? {
        guard !objects.isEmpty else { return nil }
        let owner: JSON? = tellsOwner ? ["ID": .string(CanonicalUser.id(of: account))] : nil
        return .array(objects.map { Self.entry($0.key, $0.object, request, owner) })
    }

    func commonPrefixes(_ request: ListingRequest) -> JSON? {
        guard !listing.commonPrefixes.isEmpty else { return nil }
        return .array(listing.commonPrefixes.map { ["Prefix": .string(request.text($0.text))] })
    }

    private static func entry(
        _ key: ObjectKey, _ object: StoredObject, _ request: ListingRequest, _ owner: JSON?
    ) -> JSON {
        let algorithms = object.checksums.values.keys.sorted().map {
            JSON.string(String($0.dropFirst("Checksum".count)))
        }
        return .members([
            "Key": .string(request.text(key.text)),
            "LastModified": .string(Timestamp.iso8601(object.modified)),
            "ETag": .string(EntityTag.quoted(object.etag)),
            "ChecksumAlgorithm": algorithms.isEmpty ? nil : .array(algorithms),
            "ChecksumType": object.checksums.kind.map { .string($0.rawValue) },
            "Size": .integer(object.sizeBytes),
            "StorageClass": .string(object.headers["StorageClass"] ?? "STANDARD"),
            "Owner": owner,
        ])
    }
}

extension S3Storage {
    func page(_ request: ListingRequest) throws(AWSError) -> ListingPage {
        try read { state throws(AWSError) in
            let contents = try state.contents(of: request.bucket, owner: request.owner)
            let listing = Listing(contents.objects, request.listingQuery)
            return ListingPage(
                account: contents.bucket.account, listing: listing,
                objects: listing.keys.compactMap { key in contents.objects[key].map { (key, $0) } })
        }
    }
}
