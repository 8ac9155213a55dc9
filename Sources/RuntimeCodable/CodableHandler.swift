private import FoundationEssentials
public import LambdaRuntime

/// Turns a handler of values into one of bytes: the event is decoded from JSON, the answer encoded to it.
public struct CodableHandler<Event: Decodable, Answer: Encodable> {
    private let handle: (Event, InvocationContext) throws -> Answer
    private let decoder = JSONDecoder()
    private let encoder = JSONEncoder()

    public init(_ handle: @escaping (Event, InvocationContext) throws -> Answer) {
        self.handle = handle
    }

    /// An event that is not what the function expects is a `Function.UnexpectedEvent` to its caller; any other error
    /// shows its Swift type and description.
    public func callAsFunction(_ invocation: Invocation) throws(FunctionError) -> [UInt8] {
        let event: Event
        do {
            event = try decoder.decode(Event.self, from: Data(invocation.payload))
        } catch {
            throw FunctionError(unexpectedEvent: error)
        }
        do {
            return [UInt8](try encoder.encode(try handle(event, invocation.context)))
        } catch {
            throw FunctionError(describing: error)
        }
    }
}
