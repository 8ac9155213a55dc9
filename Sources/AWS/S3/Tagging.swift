import AWSAPI
import JSON

/// Tags of objects and buckets.
enum Tagging {
    /// `TagSet`, as the service model has it.
    static func parse(_ tagging: Parameters, limit: Int) throws(AWSError) -> [Tag] {
        guard let elements = try tagging.list("TagSet") else { throw .malformedXML }
        var tags: [Tag] = []
        for element in elements {
            guard element.objectValue != nil else { throw .malformedXML }
            let pair = Parameters(element)
            guard let key = try pair.string("Key"), let value = try pair.string("Value") else { throw .malformedXML }
            tags.append(Tag(key: key, value: value))
        }
        return try checked(tags, limit: limit)
    }

    /// `x-amz-tagging: a=1&b=2`
    static func parse(header: String) throws(AWSError) -> [Tag] {
        var tags: [Tag] = []
        for pair in header.split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = URLCoding.decoded(halves[0], plusIsSpace: true),
                let value = URLCoding.decoded(halves.count == 2 ? halves[1] : "", plusIsSpace: true)
            else {
                throw .invalidArgument(
                    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without "
                        + "tag name duplicates.", "x-amz-tagging", header)
            }
            tags.append(Tag(key: key, value: value))
        }
        return try checked(tags, limit: S3Limits.objectTags)
    }

    private static func checked(_ tags: [Tag], limit: Int) throws(AWSError) -> [Tag] {
        guard tags.count <= limit else {
            throw AWSError.s3("BadRequest", "Object tags cannot be greater than \(limit)", 400)
        }
        for tag in tags {
            guard (1...128).contains(tag.key.unicodeScalars.count) else {
                throw AWSError.s3("InvalidTag", "The TagKey you have provided is invalid", 400, ["TagKey": tag.key])
            }
            guard tag.value.unicodeScalars.count <= 256 else {
                throw AWSError.s3(
                    "InvalidTag", "The TagValue you have provided is invalid", 400,
                    ["TagKey": tag.key, "TagValue": tag.value])
            }
        }
        guard Set(tags.map(\.key)).count == tags.count else {
            throw AWSError.s3("InvalidTag", "Cannot provide multiple Tags with the same key", 400)
        }
        return tags
    }
}
