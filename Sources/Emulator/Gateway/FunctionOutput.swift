package import NIOCore

/// How the call of a function ended, as the gateway sees it.
package enum FunctionOutput: Sendable {
    /// What the function returned.
    case payload(ByteBuffer)
    /// The function failed, or ran into its own time limit.
    case functionError(ByteBuffer)
    /// Lambda did not run it: unknown, throttled, not startable.
    case rejected
    /// The event was over Lambda's 6 MB.
    case eventTooLarge
    /// The gateway's own limit (``GatewayCall/timeout``) passed first.
    case timedOut
}
