public import JSON

/// Every service that there is, for callers within the emulator: CloudFormation makes its resources through the very
/// operations that clients call.
public struct ServiceDirectory: Sendable {
    public let services: [Service]
    private let answer: Answer

    /// How an operation of a service is carried out.
    public typealias Answer =
        @Sendable (_ service: String, _ operation: String, Parameters, Call) async throws(AWSError) -> Output

    public init(_ services: [Service]) {
        var operations: [String: any Operation] = [:]
        for service in services {
            for operation in service.operations {
                operations[Self.key(service.name, type(of: operation).name)] = operation
            }
        }
        let found = operations
        self.services = services
        answer = { service, operation, input, call async throws(AWSError) in
            guard let operation = found[Self.key(service, operation)] else { throw Self.unknown(service, operation) }
            return try await operation.run(input, call)
        }
    }

    /// A directory of services that only this one knows of, such as those of a test.
    public init(answer: @escaping Answer) {
        services = []
        self.answer = answer
    }

    /// What callers are told of an operation that is not there.
    public static func unknown(_ service: String, _ operation: String) -> AWSError {
        AWSError("UnknownOperationException", "Understudy does not emulate \(operation) of \(service).", status: 404)
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
        try await answer(service, operation, input, call)
    }

    private static func key(_ service: String, _ operation: String) -> String { "\(service).\(operation)" }
}
