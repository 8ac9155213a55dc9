import AWSAPI

/// A part of an object's bytes, as one blob.
struct Piece: Codable, Hashable, Sendable {
    var blob: String
    var sizeBytes: Int
}

/// An object: what is known of it, and where its bytes lie.
struct StoredObject: Codable, Hashable, Sendable {
    /// One for an object put whole, one for each part of an upload.
    var pieces: [Piece]
    /// Without quotes.
    var etag: String
    /// Milliseconds since 1970, whole seconds as in S3.
    var modified: Int
    /// What the client said of it, by the members' names in the service model: ``ObjectHeaders/stored``.
    var headers: [String: String]
    /// `x-amz-meta-`: names in lower case.
    var metadata: [String: String]
    var checksums: Checksums
    var tags: [Tag]

    var sizeBytes: Int { pieces.reduce(0) { $0 + $1.sizeBytes } }

    /// How many parts it was uploaded in; nil for an object put whole.
    var partsCount: Int? { etag.contains("-") ? pieces.count : nil }
}

/// An upload in parts that is neither completed nor aborted.
struct Upload: Codable, Hashable, Sendable {
    var id: String
    var bucket: String
    var key: String
    var initiated: Int
    var account: String
    var headers: [String: String]
    var metadata: [String: String]
    var tags: [Tag]
    /// `CRC32`; nil where the client names none.
    var checksumAlgorithm: String?
    /// `COMPOSITE` or `FULL_OBJECT`.
    var checksumType: String?
}

struct Part: Codable, Hashable, Sendable {
    var number: Int
    var piece: Piece
    var etag: String
    var modified: Int
    var checksums: Checksums
}
