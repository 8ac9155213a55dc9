import Cloud
import NIOCore

extension InvokeOperation {
    /// An event from within, as from a schedule: as Invoke with the type Event.
    ///
    /// - Parameter function: an ARN; what it leaves out is the default.
    func accept(_ payload: ByteBuffer, for function: String) throws(CloudError) {
        let reference = try FunctionReference(parsing: function)
        let resolved = try cloud.function(reference, scope: defaults.completed(by: reference)) {
            Double.random(in: 0..<1)
        }
        try asynchronous.accept(
            Invocation.Request(resolved, payload: payload), requestID: RequestID.generate(),
            AsynchronousInvocations.Settings(resolved, in: cloud))
    }
}
