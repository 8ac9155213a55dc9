import AWSAPI

// IAM's refusals, in its words.
extension AWSError {
    static func noSuchRole(_ name: String) -> AWSError { noSuch("The role with name \(name) cannot be found.") }

    static func noSuchInlinePolicy(_ name: String) -> AWSError {
        noSuch("The role policy with name \(name) cannot be found.")
    }

    static func noSuchPolicy(_ arn: String) -> AWSError { noSuch("Policy \(arn) was not found.") }

    static func notAttachable(_ arn: String) -> AWSError {
        noSuch("Policy \(arn) does not exist or is not attachable.")
    }

    static func noSuchVersion(_ arn: String, _ version: String) -> AWSError {
        noSuch("Policy \(arn) version \(version) does not exist or is not attachable.")
    }

    static func noSuch(_ message: String) -> AWSError { AWSError("NoSuchEntity", message, status: 404) }

    static func exists(_ message: String) -> AWSError { AWSError("EntityAlreadyExists", message, status: 409) }

    static func conflict(_ message: String) -> AWSError { AWSError("DeleteConflict", message, status: 409) }

    static func limit(_ message: String) -> AWSError { AWSError("LimitExceeded", message, status: 409) }
}
