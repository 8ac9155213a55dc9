import Dispatch
import LambdaRuntime
import LambdaRuntimeCodable
import Testing

@Suite("Codable handlers")
struct CodableHandlerTests {
    struct Order: Decodable, Sendable {
        struct Item: Decodable, Sendable { let price: Double }
        let id: String
        let items: [Item]
    }
    struct Receipt: Codable, Equatable, Sendable { let total: Double }
    struct OutOfStock: Error { let id: String }

    private let context = InvocationContext(
        requestID: "1", invokedFunctionARN: "", deadlineMilliseconds: .max, function: FunctionEnvironment { _ in nil })

    private func answer(_ event: String) throws(FunctionError) -> String {
        let handler = CodableHandler { (order: Order, context) in
            if order.id == "none" { throw OutOfStock(id: order.id) }
            if order.id == "bad" { throw FunctionError(type: "Function.Bad", message: context.requestID) }
            return Receipt(total: order.items.reduce(0) { $0 + $1.price })
        }
        return String(decoding: try handler(Invocation(payload: Array(event.utf8), context: context)), as: UTF8.self)
    }

    @Test("decode the event and encode the answer")
    func values() throws {
        #expect(try answer(#"{"id":"a","items":[{"price":1.5},{"price":2}]}"#) == #"{"total":3.5}"#)
    }

    @Test(
        "name what is wrong with an event",
        arguments: [
            (#"{"items":[]}"#, "id is missing"), (#"{"id":"a","items":[{"price":1},{}]}"#, "items[1].price is missing"),
            (#"{"id":7,"items":[]}"#, "id: "), ("nonsense", "the whole event: "),
        ])
    func unexpectedEvents(event: String, part: String) {
        #expect {
            try answer(event)
        } throws: { error in
            guard let error = error as? FunctionError else { return false }
            return error.type == "Function.UnexpectedEvent" && error.message.contains("expects: \(part)")
        }
    }

    @Test("pass function errors on and describe others")
    func errors() {
        #expect(throws: FunctionError(type: "Function.Bad", message: "1")) { try answer(#"{"id":"bad","items":[]}"#) }
        #expect(throws: FunctionError(type: "Function.OutOfStock", message: #"OutOfStock(id: "none")"#)) {
            try answer(#"{"id":"none","items":[]}"#)
        }
    }

    @MainActor private static func onMainActor() -> Int { 42 }

    @Test("may await, also the main actor")
    func waits() async throws {
        let value = try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "test").async {
                continuation.resume(
                    with: Result {
                        try waiting {
                            await Task.yield()
                            return await Self.onMainActor()
                        }
                    })
            }
        }
        #expect(value == 42)
    }
}
