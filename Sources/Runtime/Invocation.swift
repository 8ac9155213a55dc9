/// One event for the function, and what Lambda says about it.
public struct Invocation: Equatable, Sendable {
    /// The event as it came: usually JSON, at most 6 MB (6,291,556 bytes).
    public let payload: [UInt8]
    public let context: InvocationContext

    public init(payload: [UInt8], context: InvocationContext) {
        self.payload = payload
        self.context = context
    }
}
