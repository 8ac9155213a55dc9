/// Concurrency that is set aside for a function, and never exceeded by it.
public struct Reservation: Sendable, Hashable {
    /// The function's ARN, whatever version runs.
    public var function: String
    /// Invocations at a time; 0 lets none through.
    public var limit: Int

    public init(function: String, limit: Int) {
        self.function = function
        self.limit = limit
    }
}
