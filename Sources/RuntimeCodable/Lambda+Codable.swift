private import Dispatch
public import LambdaRuntime

extension Lambda {
    /// Runs this process as a Lambda function whose events and answers are Codable values.
    ///
    ///     struct Order: Decodable { let id: String }
    ///     struct Receipt: Encodable { let text: String }
    ///
    ///     Lambda.run { (order: Order, context) in
    ///         Receipt(text: "Thanks for \(order.id)")
    ///     }
    public static func run<Event: Decodable, Answer: Encodable>(
        _ handle: @escaping (Event, InvocationContext) throws -> Answer,
        after: (InvocationContext) -> Void = { _ in }
    ) -> Never {
        let handler = CodableHandler(handle)
        run({ invocation throws(FunctionError) in try handler(invocation) }, after: after)
    }

    /// The same for a handler that awaits. Still one invocation at a time.
    ///
    /// The loop waits for Lambda on a thread of its own, so that all of the concurrency pool (one thread on a small
    /// function) and the main actor stay free for the handler.
    public static func run<Event: Decodable & Sendable, Answer: Encodable & Sendable>(
        _ handle: @escaping @Sendable (Event, InvocationContext) async throws -> Answer,
        after: @escaping @Sendable (InvocationContext) -> Void = { _ in }
    ) -> Never {
        DispatchQueue(label: "lambda").async {
            run({ (event: Event, context) in try waiting { try await handle(event, context) } }, after: after)
        }
        dispatchMain()
    }
}
