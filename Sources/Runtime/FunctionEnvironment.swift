private import Glibc

/// What the environment variables say about the function; the same for all invocations of a process.
///
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
public struct FunctionEnvironment: Equatable, Sendable {
    public let functionName: String
    /// A number, or `$LATEST`.
    public let functionVersion: String
    /// In MB (1,048,576 bytes); 0 if unknown.
    public let memoryMegabytes: Int
    public let logGroup: String
    public let logStream: String

    /// From variables as the closure gives them; what is absent is empty.
    public init(_ variable: (String) -> String?) {
        functionName = variable("AWS_LAMBDA_FUNCTION_NAME") ?? ""
        functionVersion = variable("AWS_LAMBDA_FUNCTION_VERSION") ?? ""
        memoryMegabytes = variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").flatMap { Int($0) } ?? 0
        logGroup = variable("AWS_LAMBDA_LOG_GROUP_NAME") ?? ""
        logStream = variable("AWS_LAMBDA_LOG_STREAM_NAME") ?? ""
    }
}

/// The variables of this process.
package enum ProcessEnvironment {
    package static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
