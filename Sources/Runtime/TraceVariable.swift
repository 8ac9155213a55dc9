private import Glibc

/// The variable `_X_AMZN_TRACE_ID`, in which tracing libraries look for the trace of the present invocation.
///
/// Set with `putenv`, over memory that is freed again: `setenv` keeps every value it was ever given, which would cost each
/// invocation some 150 bytes for good. What `getenv` gave stays readable during the invocation that follows.
final class TraceVariable {
    private var present: UnsafeMutablePointer<CChar>?
    private var previous: UnsafeMutablePointer<CChar>?

    /// Nil takes the variable away. Only the loop calls this, between invocations, when no handler runs.
    func set(_ traceID: String?) {
        guard let traceID, let entry = strdup("\(Self.name)=\(traceID)") else {
            unsetenv(Self.name)
            return
        }
        putenv(entry)
        free(previous)
        previous = present
        present = entry
    }

    private static let name = "_X_AMZN_TRACE_ID"
}
