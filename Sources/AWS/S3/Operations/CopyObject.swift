import AWSAPI
import Crypto
import JSON

struct CopyObject: Operation {
    static let name = "CopyObject"
    static let binding: HTTPBinding? = {
        var binding = HTTPBinding(
            "PUT", "/{Bucket}/{Key+}",
            headers: ObjectHeaders.creation.merging(CopySource.headers) { $1 }.merging([
                "x-amz-metadata-directive": "MetadataDirective", "x-amz-tagging-directive": "TaggingDirective",
                "x-amz-checksum-algorithm": "ChecksumAlgorithm",
            ]) { $1 },
            answerHeaders: ObjectHeaders.written, answerPayload: "CopyObjectResult")
        binding.demandedHeaders = ["x-amz-copy-source"]
        binding.answerRoot = "CopyObjectResult"
        return binding
    }()
    let storage: S3Storage

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try ObjectAddress(input)
        let source = try CopySource(input)
        let original = try await storage.hold(source.address)
        let result = await copy(original, source, target, input, call)
        await storage.release(original.pieces.map(\.blob))
        let copy = try result.get()
        let described: [JSON.Member] =
            [
                JSON.Member("ETag", .string(EntityTag.quoted(copy.etag))),
                JSON.Member("LastModified", .string(Timestamp.iso8601(copy.modified))),
            ] + copy.checksums.members
        return Output(.object(copy.writtenMembers.dropFirst() + [JSON.Member("CopyObjectResult", .object(described))]))
    }

    private func copy(
        _ original: StoredObject, _ source: CopySource, _ target: ObjectAddress, _ input: Parameters, _ call: Call
    ) async -> Result<StoredObject, AWSError> {
        do throws(AWSError) {
            try source.check(original)
            var copy = try Self.described(original, input, isItself: source.address.isSameObject(as: target))
            copy.modified = call.time / 1000 * 1000
            if original.partsCount != nil || original.checksums.kind == .composite {
                try await rejoin(&copy)
            }
            try await storage.put(copy, at: target, try WriteConditions(input)).get()
            return .success(copy)
        } catch {
            return .failure(error)
        }
    }

    /// Headers, metadata and tags: the original's, or the request's in their place.
    private static func described(
        _ original: StoredObject, _ input: Parameters, isItself: Bool
    ) throws(AWSError) -> StoredObject {
        var copy = original
        let facts = try ObjectFacts(input)
        let replacesMetadata = try input.string("MetadataDirective") == "REPLACE"
        if replacesMetadata {
            copy.headers = facts.headers
            copy.metadata = facts.metadata
        }
        for member in ["StorageClass", "ServerSideEncryption", "SSEKMSKeyId", "WebsiteRedirectLocation"] {
            if let value = facts.headers[member] { copy.headers[member] = value }
        }
        if try input.string("TaggingDirective") == "REPLACE" { copy.tags = facts.tags }
        guard !isItself || replacesMetadata || copy.headers != original.headers else {
            throw .invalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself without changing the "
                    + "object's metadata, storage class, website redirect location or encryption attributes.")
        }
        return copy
    }

    /// A copy is one whole, though it was uploaded in parts: its checksums are those of all its bytes.
    private func rejoin(_ copy: inout StoredObject) async throws(AWSError) {
        let bytes = try await storage.bytes(of: copy.pieces)
        copy.etag = Hexadecimal.text(Insecure.MD5.hash(data: bytes))
        let algorithms = ChecksumAlgorithm.allCases.filter { copy.checksums.values[$0.member] != nil }
        copy.checksums = Checksums(
            values: Dictionary(uniqueKeysWithValues: algorithms.map { ($0.member, $0.text(bytes)) }), kind: .fullObject)
    }
}

/// Where a copy comes from, and what is demanded of it.
struct CopySource: Sendable {
    let address: ObjectAddress
    private let conditions: ReadConditions

    static let headers = [
        "x-amz-copy-source": "CopySource", "x-amz-copy-source-if-match": "CopySourceIfMatch",
        "x-amz-copy-source-if-none-match": "CopySourceIfNoneMatch",
        "x-amz-copy-source-if-modified-since": "CopySourceIfModifiedSince",
        "x-amz-copy-source-if-unmodified-since": "CopySourceIfUnmodifiedSince",
        "x-amz-source-expected-bucket-owner": "ExpectedSourceBucketOwner",
    ]

    init(_ input: Parameters) throws(AWSError) {
        var address = try ObjectAddress(copySource: try Self.text(input))
        address.owner = try input.string("ExpectedSourceBucketOwner")
        self.address = address
        conditions = try ReadConditions(input, prefix: "CopySource")
    }

    /// A copy has no answer "not modified": any condition that fails is one that failed.
    func check(_ object: StoredObject) throws(AWSError) {
        switch conditions.verdict(on: object) {
        case .proceed: return
        case .notModified: throw .preconditionFailed("x-amz-copy-source-If-None-Match")
        case .failed(let condition): throw .preconditionFailed("x-amz-copy-source-\(condition)")
        }
    }

    /// SDKs send a text, though some callers have a structure.
    private static func text(_ input: Parameters) throws(AWSError) -> String {
        guard let source = input["CopySource"], source.objectValue != nil else {
            return try input.string("CopySource") ?? ""
        }
        let parts = Parameters(source)
        return URLCoding.encoded("\(try parts.string("Bucket") ?? "")/\(try parts.string("Key") ?? "")")
    }
}

extension ObjectAddress {
    func isSameObject(as other: Self) -> Bool { bucket == other.bucket && key == other.key }
}
