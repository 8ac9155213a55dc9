import AWSAPI
import JSON

/// What GetObject and HeadObject answer to a request about an object: conditions, ranges, parts, and headers that the
/// reader wants otherwise.
struct ObjectReading: Sendable {
    /// Without the bytes.
    let output: Output
    /// Which bytes the answer has; nil for all.
    let range: Range<Int>?
    let isNotModified: Bool

    static let query = [
        "versionId": "VersionId", "partNumber": "PartNumber", "response-cache-control": "ResponseCacheControl",
        "response-content-disposition": "ResponseContentDisposition",
        "response-content-encoding": "ResponseContentEncoding",
        "response-content-language": "ResponseContentLanguage", "response-content-type": "ResponseContentType",
        "response-expires": "ResponseExpires",
    ]

    init(of object: StoredObject, _ input: Parameters) throws(AWSError) {
        switch try ReadConditions(input).verdict(on: object) {
        case .proceed: break
        case .failed(let condition): throw .preconditionFailed(condition)
        case .notModified:
            isNotModified = true
            range = nil
            output = Output(
                [
                    "ETag": .string(EntityTag.quoted(object.etag)),
                    "LastModified": .string(Timestamp.http(object.modified)),
                ], status: 304)
            return
        }
        isNotModified = false
        let size = object.sizeBytes
        let part = try input.integer("PartNumber").map { number throws(AWSError) in try Self.part(number, of: object) }
        let asked = try input.string("Range")
        if let part { range = part } else { range = try ByteRange.parse(asked, size: size) }
        // A checksum of the whole says nothing of a part.
        let tellsChecksums = try input.string("ChecksumMode") == "ENABLED" && range == nil
        var members = object.members(ofChecksums: tellsChecksums)
        members.append(JSON.Member("ContentLength", .integer(range?.count ?? size)))
        if let range {
            members.append(
                JSON.Member("ContentRange", .string("bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)")))
        }
        if part != nil, let count = object.partsCount { members.append(JSON.Member("PartsCount", .integer(count))) }
        try Self.override(&members, input)
        output = Output(.object(members), status: range == nil ? nil : 206)
    }

    private static func part(_ number: Int, of object: StoredObject) throws(AWSError) -> Range<Int> {
        let pieces = object.partsCount == nil ? object.pieces.prefix(1) : object.pieces[...]
        guard pieces.indices.contains(number - 1) else {
            throw AWSError.s3(
                "InvalidPartNumber", "The requested partnumber is not satisfiable", 416,
                ["PartNumberRequested": String(number), "ActualPartCount": String(pieces.count)])
        }
        let start = pieces[..<(number - 1)].reduce(0) { $0 + $1.sizeBytes }
        return start..<(start + pieces[number - 1].sizeBytes)
    }

    private static func override(_ members: inout [JSON.Member], _ input: Parameters) throws(AWSError) {
        for member in [
            "CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage", "ContentType", "Expires",
        ] {
            guard let value = try input.string("Response\(member)") else { continue }
            members.removeAll { $0.key == member }
            members.append(JSON.Member(member, .string(value)))
        }
    }
}
