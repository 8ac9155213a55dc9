import AWSAPI

/// What a reader demands of an object before it wants it (RFC 9110, section 13; S3 API reference, GetObject).
struct ReadConditions: Sendable {
    private let ifMatch: String?
    private let ifNoneMatch: String?
    private let ifModifiedSince: Int?
    private let ifUnmodifiedSince: Int?

    enum Verdict: Equatable, Sendable {
        case proceed
        case notModified
        /// The condition's header.
        case failed(String)
    }

    /// - Parameter prefix: `CopySource`, where the object is a copy's source.
    init(_ input: Parameters, prefix: String = "") throws(AWSError) {
        ifMatch = try input.string("\(prefix)IfMatch")
        ifNoneMatch = try input.string("\(prefix)IfNoneMatch")
        ifModifiedSince = try input.string("\(prefix)IfModifiedSince").flatMap(Timestamp.parse)
        ifUnmodifiedSince = try input.string("\(prefix)IfUnmodifiedSince").flatMap(Timestamp.parse)
    }

    func verdict(on object: StoredObject) -> Verdict {
        if let ifMatch {
            guard EntityTag.list(ifMatch, contains: object.etag) else { return .failed("If-Match") }
        } else if let ifUnmodifiedSince, object.modified > ifUnmodifiedSince {
            return .failed("If-Unmodified-Since")
        }
        if let ifNoneMatch {
            return EntityTag.list(ifNoneMatch, contains: object.etag) ? .notModified : .proceed
        }
        if let ifModifiedSince, object.modified <= ifModifiedSince { return .notModified }
        return .proceed
    }
}

/// What a writer demands of the object that it takes the place of.
struct WriteConditions: Sendable {
    private let ifMatch: String?
    private let ifNoneMatch: String?

    init(_ input: Parameters) throws(AWSError) {
        ifMatch = try input.string("IfMatch")
        ifNoneMatch = try input.string("IfNoneMatch")
        guard ifNoneMatch == nil || ifNoneMatch == "*" else {
            throw AWSError.s3(
                "NotImplemented", "A header you provided implies functionality that is not implemented", 400,
                ["Header": "If-None-Match"])
        }
    }

    func check(_ present: StoredObject?, _ key: ObjectKey) throws(AWSError) {
        if ifNoneMatch != nil, present != nil { throw .preconditionFailed("If-None-Match") }
        guard let ifMatch else { return }
        guard let present else { throw .noSuchKey(key) }
        guard EntityTag.list(ifMatch, contains: present.etag) else { throw .preconditionFailed("If-Match") }
    }
}

enum EntityTag {
    static func quoted(_ etag: String) -> String { "\"\(etag)\"" }

    static func bare(_ text: some StringProtocol) -> String {
        var text = text.drop { $0 == " " }
        if text.hasPrefix("W/") { text = text.dropFirst(2) }
        return String(text.filter { $0 != "\"" && $0 != " " })
    }

    static func list(_ text: String, contains etag: String) -> Bool {
        text.split(separator: ",").contains { bare($0) == "*" || bare($0) == etag }
    }
}
