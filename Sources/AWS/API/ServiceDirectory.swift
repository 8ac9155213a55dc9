public import JSON

/// Every service that there is, for callers within the emulator: CloudFormation makes its resources through the very
/// operations that clients call.
public struct ServiceDirectory: Sendable {
    public let services: [Service]
    private let operations: [String: any Operation]

    public init(_ services: [Service]) {
        self.services = services
        var operations: [String: any Operation] = [:]
        for service in services {
            for operation in service.operations {
                operations[Self.key(service.name, type(of: operation).name)] = operation
            }
        }
        self.operations = operations
    }

    /// Calls an operation with members of its input shape.
    ///
    /// - Parameters:
    ///   - service: botocore's name.
    ///   - input: an object; bytes are in base64, as in JSON protocols.
    /// - Throws: what a client would be told; `UnknownOperationException` for what is not there.
    public func call(
        _ service: String, _ operation: String, _ input: JSON, _ call: Call
    ) async throws(AWSError) -> JSON {
        try await output(service, operation, Parameters(input), call).value
    }

    /// As ``call(_:_:_:_:)``, for operations that take or give bytes: an object's, in S3.
    public func output(
        _ service: String, _ operation: String, _ input: Parameters, _ call: Call
    ) async throws(AWSError) -> Output {
        guard let found = operations[Self.key(service, operation)] else {
            throw AWSError(
                "UnknownOperationException", "Understudy does not emulate \(operation) of \(service).", status: 404)
        }
        return try await found.run(input, call)
    }

    private static func key(_ service: String, _ operation: String) -> String { "\(service).\(operation)" }
}
