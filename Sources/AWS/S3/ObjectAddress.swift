import AWSAPI
import JSON

/// Which object a request is about.
struct ObjectAddress: Sendable, Hashable {
    var bucket: String
    var key: ObjectKey
    /// `ExpectedBucketOwner`
    var owner: String?
    /// `VersionId`: there is none but `null`, whatever a bucket's versioning says.
    var version: String?

    init(_ input: Parameters) throws(AWSError) {
        bucket = try input.bucket()
        guard let text = try input.string("Key"), !text.isEmpty else {
            throw .invalidArgument("The object key must have a length of at least 1.", "key", "")
        }
        key = ObjectKey(text)
        owner = try input.string("ExpectedBucketOwner")
        version = try input.string("VersionId")
        guard key.bytes.count <= ObjectKey.limitBytes else { throw .keyTooLong(key.bytes.count) }
    }

    /// `bucket/key`, percent-encoded; a slash in front of it and `?versionId=null` behind it may be.
    init(copySource: String) throws(AWSError) {
        let halves = copySource.split(separator: "?", maxSplits: 1)
        let path = halves.first.map { $0.hasPrefix("/") ? $0.dropFirst() : $0 } ?? ""
        guard let decoded = URLCoding.decoded(path), let slash = decoded.firstIndex(of: "/"),
            slash != decoded.startIndex, decoded.index(after: slash) != decoded.endIndex
        else {
            throw .invalidArgument(
                "Copy Source must mention the source bucket and key: sourcebucket/sourcekey", "x-amz-copy-source",
                copySource)
        }
        bucket = String(decoded[..<slash])
        key = ObjectKey(String(decoded[decoded.index(after: slash)...]))
        if halves.count == 2, halves[1].hasPrefix("versionId=") {
            version = String(halves[1].dropFirst("versionId=".count))
        }
    }

    init(bucket: String, key: ObjectKey, owner: String? = nil, version: String? = nil) {
        self.bucket = bucket
        self.key = key
        self.owner = owner
        self.version = version
    }

    func checkVersion() throws(AWSError) {
        guard let version, version != "null" else { return }
        throw .noSuchVersion(key, version)
    }
}

extension Parameters {
    /// The bucket that the request is about.
    func bucket() throws(AWSError) -> String {
        guard let name = try string("Bucket"), !name.isEmpty else { throw .invalidBucketName("") }
        return name
    }

    func owner() throws(AWSError) -> String? { try string("ExpectedBucketOwner") }

    /// A structure that the request must have.
    func demanded(_ name: String) throws(AWSError) -> Parameters {
        guard let value = self[name], value.objectValue != nil else { throw .malformedXML }
        return Parameters(value)
    }
}
