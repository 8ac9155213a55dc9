import AWSAPI
import Cloud

/// The runtimes that Lambda takes, and those that it took once.
enum Runtimes {
    /// In the order of AWS's message, as recorded in February 2026.
    static let accepted = [
        "nodejs20.x", "python3.14", "provided.al2023", "python3.12", "python3.13", "nodejs24.x", "nodejs22.x", "java25",
        "python3.10", "python3.11", "java21", "ruby3.3", "ruby3.4", "ruby3.2", "python3.8", "python3.9", "java17",
        "nodejs16.x", "dotnet10", "dotnet8", "java11", "dotnet6", "nodejs18.x", "provided.al2", "java8.al2",
    ]

    private static let retired: Set<String> = [
        "nodejs", "nodejs4.3", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x", "java8",
        "python2.7", "python3.6", "python3.7", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1",
        "nodejs4.3-edge", "go1.x", "ruby2.5", "ruby2.7", "provided",
    ]

    /// - Throws: InvalidParameterValueException. That only `provided` runtimes can really run here is no reason to refuse
    ///   the others: a bootstrap in the zip runs under any name.
    static func check(_ runtime: String) throws(AWSError) {
        if retired.contains(runtime) {
            throw AWSError(
                CloudError(
                    .invalidParameterValue,
                    "The runtime parameter of \(runtime) is no longer supported for creating or updating AWS Lambda "
                        + "functions. We recommend you use a supported runtime while creating or updating functions."))
        }
        guard accepted.contains(runtime) else {
            throw AWSError(
                CloudError(
                    .invalidParameterValue,
                    "Value \(runtime) at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: "
                        + "[\(accepted.joined(separator: ", "))] or be a valid ARN"))
        }
    }
}
