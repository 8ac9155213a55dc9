import AWSAPI

// CloudWatch Logs' refusals, in its words.
extension AWSError {
    static let noSuchGroup = AWSError("ResourceNotFoundException", "The specified log group does not exist.")
    static let noSuchStream = AWSError("ResourceNotFoundException", "The specified log stream does not exist.")
    static let groupExists = AWSError("ResourceAlreadyExistsException", "The specified log group already exists")
    static let streamExists = AWSError("ResourceAlreadyExistsException", "The specified log stream already exists")
    static let tooMany = AWSError("LimitExceededException", "Resource limit exceeded.")
    static let badToken = AWSError("InvalidParameterException", "The specified nextToken is invalid.")

    static func invalid(_ message: String) -> AWSError { AWSError("InvalidParameterException", message) }
}
