/// Lambda's quotas on what goes in and out of a function (AWS: "Lambda quotas"; the response limit is the Runtime
/// API's).
package enum PayloadLimits {
    /// The event of a synchronous invocation.
    package static let requestBytes = 6_291_456
    /// The event of an asynchronous invocation.
    package static let asynchronousRequestBytes = 1_048_576
    /// A function's answer.
    package static let responseBytes = 6_291_556
    /// The decoded client context.
    package static let clientContextBytes = 3_583
    /// How much of its log an invocation with `LogType: Tail` gives back.
    package static let logTailBytes = 4_096
}
