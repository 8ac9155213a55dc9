/// The four calls of Lambda's Runtime API that a runtime needs.
///
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
package struct RuntimeAPI<Connection: Transport> {
    private var connection: Reconnecting<Connection>
    private let function: FunctionEnvironment

    package init(connection: Reconnecting<Connection>, function: FunctionEnvironment) {
        self.connection = connection
        self.function = function
    }

    /// Waits for the next event, for as long as it takes: Lambda may freeze the process meanwhile.
    mutating func next() throws(RuntimeAPIFailure) -> Invocation {
        let answer = try exchange(RuntimeAPIRequest(path: "\(root)/invocation/next"))
        guard answer.status == 200 else {
            throw .refused("The Runtime API answered \(answer.status) to next: \(answer.text)")
        }
        guard let context = InvocationContext(headers: answer.headers, function: function) else {
            throw .refused("The Runtime API sent an event without Lambda-Runtime-Aws-Request-Id")
        }
        return Invocation(payload: answer.body, context: context)
    }

    /// Hands in the answer of a handler, or its error.
    mutating func deliver(
        _ result: Result<[UInt8], FunctionError>, for context: InvocationContext
    ) throws(RuntimeAPIFailure) -> Delivery {
        let answer =
            switch result {
            case .success(let payload):
                try exchange(RuntimeAPIRequest(path: path(context, "response"), body: payload))
            case .failure(let error):
                try exchange(
                    RuntimeAPIRequest(path: path(context, "error"), body: error.body, errorType: error.header))
            }
        return try Delivery(answer)
    }

    /// Reports that the function could not start. Lambda then expects the process to end.
    mutating func reportInitError(_ error: FunctionError) throws(RuntimeAPIFailure) {
        let request = RuntimeAPIRequest(path: "\(root)/init/error", body: error.body, errorType: error.header)
        let answer = try exchange(request)
        guard answer.status == 202 else {
            throw .refused("The Runtime API answered \(answer.status) to init/error: \(answer.text)")
        }
    }

    private var root: String { "/2018-06-01/runtime" }

    private func path(_ context: InvocationContext, _ verb: String) -> String {
        "\(root)/invocation/\(context.requestID)/\(verb)"
    }

    private mutating func exchange(_ request: RuntimeAPIRequest) throws(RuntimeAPIFailure) -> RuntimeAPIAnswer {
        do throws(TransportError) {
            return try connection.exchange(request)
        } catch {
            throw .unreachable(error.message)
        }
    }
}

/// After this there is nothing left to do but to end the process.
enum RuntimeAPIFailure: Error, Equatable {
    case unreachable(String)
    case refused(String)

    var message: String {
        switch self {
        case .unreachable(let message), .refused(let message): message
        }
    }
}

extension RuntimeAPIAnswer {
    /// The beginning of the body, for messages.
    var text: String { String(decoding: body.prefix(512), as: UTF8.self) }
}
