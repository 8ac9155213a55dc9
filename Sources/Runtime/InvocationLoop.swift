/// A runtime's whole life: next, handler, response or error, after-hook, and again.
package struct InvocationLoop<Connection: Transport> {
    package var api: RuntimeAPI<Connection>
    package let log: Log
    /// Sets `_X_AMZN_TRACE_ID`; nil takes it away, so that no invocation inherits another's.
    package let setTraceID: (String?) -> Void
    /// Called before an answer is handed in, so that what the handler printed belongs to its invocation.
    package let flushOutput: () -> Void

    package init(
        api: RuntimeAPI<Connection>, log: Log, setTraceID: @escaping (String?) -> Void,
        flushOutput: @escaping () -> Void = {}
    ) {
        self.api = api
        self.log = log
        self.setTraceID = setTraceID
        self.flushOutput = flushOutput
    }

    /// Answers one invocation after the other. Comes back only when the Runtime API leaves no way on; the value is
    /// the status to exit with, never 0.
    package mutating func run(
        _ initialize: () throws(FunctionError) -> (Invocation) throws(FunctionError) -> [UInt8],
        after: (InvocationContext) -> Void
    ) -> Int32 {
        do throws(RuntimeAPIFailure) {
            guard let handler = try start(initialize) else { return 1 }
            while true {
                let invocation = try api.next()
                setTraceID(invocation.context.traceID)
                let result = Result { () throws(FunctionError) in try handler(invocation) }
                flushOutput()
                report(result, try api.deliver(result, for: invocation.context), invocation.context)
                after(invocation.context)
            }
        } catch {
            log.line(.fatal, error.message)
            return 1
        }
    }

    /// Nil when the function could not start; Lambda knows it then.
    private mutating func start(
        _ initialize: () throws(FunctionError) -> (Invocation) throws(FunctionError) -> [UInt8]
    ) throws(RuntimeAPIFailure) -> ((Invocation) throws(FunctionError) -> [UInt8])? {
        do throws(FunctionError) {
            return try initialize()
        } catch {
            log.line(.fatal, "The function could not start: \(error.type): \(error.message)")
            try api.reportInitError(error)
            return nil
        }
    }

    private func report(
        _ result: Result<[UInt8], FunctionError>, _ delivery: Delivery, _ context: InvocationContext
    ) {
        if case .failure(let error) = result {
            log.line(
                .error, "\(error.type): \(error.message)", requestID: context.requestID, tenantID: context.tenantID)
        }
        if let complaint = delivery.complaint {
            log.line(.error, complaint, requestID: context.requestID, tenantID: context.tenantID)
        }
    }
}
