internal import AWSAPI

extension AWSError {
    /// What CloudFormation answers to nearly everything that is wrong with a request; the sentence makes the difference,
    /// and clients look into it.
    static func validation(_ message: String) -> AWSError { AWSError("ValidationError", message) }
}
