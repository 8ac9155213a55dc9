import AWSAPI
import JSON

/// What headers an object's requests and answers have, by member of the service model.
enum ObjectHeaders {
    /// What a client says of an object when it is put, kept and given back.
    static let stored: [String: String] = [
        "cache-control": "CacheControl", "content-disposition": "ContentDisposition",
        "content-encoding": "ContentEncoding", "content-language": "ContentLanguage", "content-type": "ContentType",
        "expires": "Expires", "x-amz-website-redirect-location": "WebsiteRedirectLocation",
        "x-amz-storage-class": "StorageClass", "x-amz-server-side-encryption": "ServerSideEncryption",
        "x-amz-server-side-encryption-aws-kms-key-id": "SSEKMSKeyId",
        "x-amz-server-side-encryption-bucket-key-enabled": "BucketKeyEnabled",
    ]

    static let checksums: [String: String] = Dictionary(
        uniqueKeysWithValues: ChecksumAlgorithm.members.map { (ChecksumAlgorithm.header(of: $0), $0) })

    static let owner = ["x-amz-expected-bucket-owner": "ExpectedBucketOwner"]

    /// Of requests that bring a new object.
    static let creation: [String: String] =
        stored.merging(owner) { $1 }.merging([
            "x-amz-acl": "ACL", "x-amz-meta-": "Metadata", "x-amz-tagging": "Tagging", "if-match": "IfMatch",
            "if-none-match": "IfNoneMatch",
        ]) { $1 }

    /// Of requests that bring bytes.
    static let bytes: [String: String] =
        checksums.merging(owner) { $1 }.merging([
            "content-md5": "ContentMD5", "content-length": "ContentLength",
            "x-amz-sdk-checksum-algorithm": "ChecksumAlgorithm",
        ]) { $1 }

    /// Of requests that read under conditions.
    static let reading: [String: String] =
        owner.merging([
            "if-match": "IfMatch", "if-none-match": "IfNoneMatch", "if-modified-since": "IfModifiedSince",
            "if-unmodified-since": "IfUnmodifiedSince", "range": "Range", "x-amz-checksum-mode": "ChecksumMode",
        ]) { $1 }

    /// Of answers that give an object, or what is known of it.
    static let answer: [String: String] = stored.merging(checksums) { $1 }.merging([
        "accept-ranges": "AcceptRanges", "Content-Length": "ContentLength", "Content-Range": "ContentRange",
        "ETag": "ETag", "Last-Modified": "LastModified", "x-amz-checksum-type": "ChecksumType",
        "x-amz-version-id": "VersionId", "x-amz-meta-": "Metadata", "x-amz-mp-parts-count": "PartsCount",
        "x-amz-tagging-count": "TagCount",
    ]) { $1 }

    /// Of answers to a write.
    static let written: [String: String] = checksums.merging([
        "ETag": "ETag", "x-amz-checksum-type": "ChecksumType", "x-amz-server-side-encryption": "ServerSideEncryption",
        "x-amz-server-side-encryption-aws-kms-key-id": "SSEKMSKeyId",
        "x-amz-server-side-encryption-bucket-key-enabled": "BucketKeyEnabled", "x-amz-version-id": "VersionId",
    ]) { $1 }
}

/// What a client says of a new object.
struct ObjectFacts: Sendable {
    var headers: [String: String] = [:]
    var metadata: [String: String] = [:]
    var tags: [Tag] = []

    init(_ input: Parameters) throws(AWSError) {
        for member in ObjectHeaders.stored.values { headers[member] = try input.string(member) }
        // What the protocol wraps the bytes in is none of the object's coding.
        headers["ContentEncoding"] = headers["ContentEncoding"].flatMap { coding in
            let codings = coding.split(separator: ",").map { $0.drop { $0 == " " } }.filter { $0 != "aws-chunked" }
            return codings.isEmpty ? nil : codings.joined(separator: ",")
        }
        for (name, value) in try input.map("Metadata") ?? [:] { metadata[name.lowercased()] = value }
        let bytes = metadata.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard bytes <= S3Limits.metadataBytes else { throw .metadataTooLarge(bytes) }
        if let text = try input.string("Tagging") { tags = try Tagging.parse(header: text) }
    }
}

extension StoredObject {
    /// Members of the answer to whoever asks for the object.
    func members(ofChecksums: Bool) -> [JSON.Member] {
        var members = headers.sorted { $0.key < $1.key }
            .filter { $0 != ("StorageClass", "STANDARD") }.map { JSON.Member($0.key, .string($0.value)) }
        if headers["ContentType"] == nil { members.append(JSON.Member("ContentType", "binary/octet-stream")) }
        if headers["ServerSideEncryption"] == nil { members.append(JSON.Member("ServerSideEncryption", "AES256")) }
        members.append(JSON.Member("AcceptRanges", "bytes"))
        members.append(JSON.Member("ETag", .string(EntityTag.quoted(etag))))
        members.append(JSON.Member("LastModified", .string(Timestamp.http(modified))))
        if !metadata.isEmpty {
            members.append(
                JSON.Member(
                    "Metadata",
                    .object(metadata.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) })))
        }
        if !tags.isEmpty { members.append(JSON.Member("TagCount", .integer(tags.count))) }
        if ofChecksums { members += checksums.members }
        return members
    }

    /// Members of the answer to whoever wrote it.
    var writtenMembers: [JSON.Member] {
        [
            JSON.Member("ETag", .string(EntityTag.quoted(etag))),
            JSON.Member("ServerSideEncryption", .string(headers["ServerSideEncryption"] ?? "AES256")),
        ]
            + ["SSEKMSKeyId", "BucketKeyEnabled"].compactMap { name in
                headers[name].map { JSON.Member(name, .string($0)) }
            }
    }
}

extension Checksums {
    var members: [JSON.Member] {
        guard !values.isEmpty else { return [] }
        return values.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
            + (kind.map { [JSON.Member("ChecksumType", .string($0.rawValue))] } ?? [])
    }
}
