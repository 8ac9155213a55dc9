import Glibc
import JSON
import NIOCore

/// How the platform, rather than the function's own code, ended an invocation: what the caller and the log are told.
///
/// Texts and types as recorded on AWS; key order as there.
package enum Fault: Equatable, Sendable {
    /// The runtime process ended with a status: `Runtime.ExitError`.
    case exited(status: Int32)
    case signaled(number: Int32)
    /// It held more memory than its size allows.
    case outOfMemory
    /// The function's own time limit, in seconds.
    case timedOut(seconds: Int)
    /// The function's answer is larger than ``PayloadLimits/responseBytes``.
    case responseTooLarge
    /// `Lambda-Runtime-Function-Response-Mode` said something other than `streaming`.
    case invalidResponseMode
    /// There is nothing to start: the text names the file and the reason.
    case invalidEntrypoint(reason: String)

    /// The `errorType` of the payload.
    var type: String {
        switch self {
        case .exited, .signaled, .outOfMemory: "Runtime.ExitError"
        case .timedOut: "Sandbox.Timedout"
        case .responseTooLarge: "Function.ResponseSizeTooLarge"
        case .invalidResponseMode: "Runtime.InvalidResponseModeHeader"
        case .invalidEntrypoint: "Runtime.InvalidEntrypoint"
        }
    }

    /// `Error Type` in the lines REPORT and INIT_REPORT.
    var reportedType: String { self == .outOfMemory ? "Runtime.OutOfMemory" : type }

    /// The sentence after `Error: `.
    var reason: String {
        switch self {
        case .exited(status: 0): "Runtime exited without providing a reason"
        case .exited(let status): "Runtime exited with error: exit status \(status)"
        case .signaled(let number): "Runtime exited with error: signal: \(SignalName.goName(of: number))"
        case .outOfMemory: Fault.signaled(number: SIGKILL).reason
        case .timedOut(let seconds): "Task timed out after \(seconds).00 seconds"
        case .responseTooLarge:
            "Response payload size exceeded maximum allowed payload size (\(PayloadLimits.responseBytes) bytes)."
        case .invalidResponseMode: "Invalid function response mode"
        case .invalidEntrypoint(let reason): reason
        }
    }

    /// What the caller gets as payload.
    func payload(requestID: String) -> ByteBuffer {
        let body: JSON =
            switch self {
            case .responseTooLarge:
                ["errorType": .string(type), "errorMessage": .string(reason)]
            case .exited, .signaled, .outOfMemory, .timedOut, .invalidResponseMode, .invalidEntrypoint:
                ["errorType": .string(type), "errorMessage": .string("RequestId: \(requestID) Error: \(reason)")]
            }
        return ByteBuffer(bytes: body.bytes)
    }
}

extension Fault {
    /// Larger payloads of errors are not looked into.
    private static let readableBytes = 64 << 10

    /// What a function calls its error: the `errorType` of its payload.
    static func type(inPayload payload: ByteBuffer) -> String {
        guard payload.readableBytes <= readableBytes,
            let json = try? payload.withUnsafeReadableBytes({ try JSON(parsing: $0) }),
            let type = json["errorType"]?.stringValue, !type.isEmpty, type.utf8.count <= 200
        else { return "Unhandled" }
        return type
    }

    var isTimeout: Bool {
        if case .timedOut = self { true } else { false }
    }

    /// What the end of a process means to whoever waits for its answer.
    ///
    /// - Parameter ranOutOfMemory: asked only for a process that was killed.
    init(_ end: ProcessEnd, ranOutOfMemory: @autoclosure () -> Bool, folder: String) {
        switch end {
        case .exited(let status): self = .exited(status: status)
        case .signaled(SIGKILL) where ranOutOfMemory(): self = .outOfMemory
        case .signaled(let number): self = .signaled(number: number)
        case .notStarted(_, let errno):
            // The words of Go's exec, which AWS shows.
            self = .invalidEntrypoint(reason: "fork/exec /var/task/bootstrap: \(ErrnoName.goText(of: errno))")
        }
    }
}
