private import Glibc

/// Runs this process as a Lambda function.
///
///     Lambda.run { invocation in
///         invocation.payload
///     }
public enum Lambda {
    /// Answers invocations until Lambda ends the process.
    ///
    /// - Parameters:
    ///   - handler: Gets one invocation at a time, always on the calling thread, and returns the payload for the
    ///     caller: usually JSON, at most 6,291,556 bytes. What it throws is reported to the caller.
    ///   - after: Runs when the answer has been delivered and before the next event is asked for: the place for work
    ///     that no caller should wait for. Its time is billed and counts against the deadline.
    public static func run(
        _ handler: @escaping (Invocation) throws(FunctionError) -> [UInt8],
        after: (InvocationContext) -> Void = { _ in }
    ) -> Never {
        run(initializing: { handler }, after: after)
    }

    /// The same for a function that has something to prepare first: `initialize` runs once and returns the handler.
    /// If it throws, Lambda is told (`/init/error`) and the process ends with status 1.
    public static func run(
        initializing initialize: () throws(FunctionError) -> (Invocation) throws(FunctionError) -> [UInt8],
        after: (InvocationContext) -> Void = { _ in }
    ) -> Never {
        Termination.endAtSIGTERM()
        guard let address = ProcessEnvironment.variable("AWS_LAMBDA_RUNTIME_API"), !address.isEmpty else {
            Log.process.line(
                .fatal,
                "AWS_LAMBDA_RUNTIME_API is not set: this program is a Lambda function and runs "
                    + "where Lambda or an emulator of it starts it")
            exit(1)
        }
        guard let transport = CurlTransport(address: address) else {
            Log.process.line(.fatal, "libcurl could not be initialised")
            exit(1)
        }
        let function = FunctionEnvironment(ProcessEnvironment.variable)
        let trace = TraceVariable()
        var loop = InvocationLoop(
            api: RuntimeAPI(connection: Reconnecting(transport, pause: sleep), function: function),
            log: Log.process,
            setTraceID: trace.set,
            flushOutput: { fflush(nil) })
        exit(loop.run(initialize, after: after))
    }

    private static func sleep(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        // A signal cuts the pause short, which does no harm.
        nanosleep(&time, nil)
    }
}
