import AWSAPI

/// Tags of roles and policies.
enum Tagging {
    private static let limit = 50

    static func read(_ input: Parameters) throws(AWSError) -> [Tag] {
        let tags = try Tag.list(input, otherwise: "ValidationError")
        guard Set(tags.map { $0.key.lowercased() }).count == tags.count else {
            throw AWSError("InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.")
        }
        return tags
    }

    static func checked(_ tags: [Tag]) throws(AWSError) -> [Tag] {
        guard tags.count <= limit else {
            throw AWSError("LimitExceeded", "The number of tags has reached the maximum limit.", status: 409)
        }
        return tags
    }
}
