import AWSAPI

/// Tags of rules.
enum Tagging {
    static func read(_ input: Parameters) throws(AWSError) -> [Tag] {
        try Tag.list(input, otherwise: "ValidationException")
    }

    static func checked(_ tags: [Tag]) throws(AWSError) -> [Tag] {
        guard tags.count <= EventBridgeLimits.tags else {
            throw AWSError("LimitExceededException", "The requested resource exceeds the maximum number allowed.")
        }
        return tags
    }
}
