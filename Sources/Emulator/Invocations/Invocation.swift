package import Cloud
package import NIOCore

/// One event on its way through a function, until its outcome is known. Confined to the event loop.
package final class Invocation {
    /// What the caller asked for.
    package struct Request {
        package var function: FunctionVersion
        /// The ARN as the caller named the function, with a qualifier only if one was given.
        package var invokedARN: String
        package var payload: ByteBuffer
        /// The decoded JSON of `X-Amz-Client-Context`.
        package var clientContext: String?
        package var wantsLogTail: Bool
        /// A memory size to try in place of the function's own, in environments of its own.
        package var trialMemorySizeMB: Int?
        /// Set for invocations that no client asked for; they run in environments of their own.
        package var mirrorRole: MirrorRole?
        /// Variables in place of, or on top of, the function's own.
        package var addedEnvironment: [String: String] = [:]
        /// Whether the function gets no network but its Runtime API. The same for all invocations of one role.
        package var isSealed = false
        /// The function's share of concurrency; nil if it has none of its own.
        package var reservation: Reservation?
        /// The `X-Amzn-Trace-Id` value that the function sees.
        package var trace: TraceHeader

        package init(
            function: FunctionVersion, invokedARN: String, payload: ByteBuffer, clientContext: String? = nil,
            wantsLogTail: Bool = false, trialMemorySizeMB: Int? = nil, trace: TraceHeader = .generate()
        ) {
            self.function = function
            self.invokedARN = invokedARN
            self.payload = payload
            self.clientContext = clientContext
            self.wantsLogTail = wantsLogTail
            self.trialMemorySizeMB = trialMemorySizeMB
            self.trace = trace
        }

        /// What a caller's reference led to.
        package init(
            _ resolved: Resolved, payload: ByteBuffer, clientContext: String? = nil, wantsLogTail: Bool = false,
            trialMemorySizeMB: Int? = nil, trace: TraceHeader = .generate()
        ) {
            self.init(
                function: resolved.version, invokedARN: resolved.invokedARN, payload: payload,
                clientContext: clientContext, wantsLogTail: wantsLogTail, trialMemorySizeMB: trialMemorySizeMB,
                trace: trace)
            reservation = resolved.reservation
        }

        /// What an environment is made from.
        var functionAsTried: FunctionVersion {
            var function = function
            function.environment.merge(addedEnvironment) { _, added in added }
            guard let trialMemorySizeMB else { return function }
            function.memorySizeMB = trialMemorySizeMB
            // A share chosen by hand would hide what the size brings.
            function.cpus = nil
            return function
        }
    }

    package struct Result {
        package var requestID: String
        package var outcome: Outcome
        /// The last of this invocation's log, when it was asked for.
        package var logTail: ByteBuffer?
    }

    package enum Outcome: Equatable {
        case success(ByteBuffer)
        /// The function or its runtime failed: the JSON that the caller gets with `X-Amz-Function-Error: Unhandled`.
        case functionError(ByteBuffer)
        /// No environment could be had: 429.
        case throttled(Throttle = .account)
        /// This machine could not run the function: 500 `ServiceException`, with the reason.
        case unavailable(String)

        static let shuttingDown = Outcome.unavailable("The emulator is shutting down.")
    }

    package enum Throttle: Equatable, Sendable {
        /// More at a time than the emulator runs.
        case account
        /// More at a time than are reserved for the function.
        case reservation
    }

    package let requestID: String
    let request: Request
    private let completion: (Result) -> Void
    private let finished: ((InvocationMeasures?) -> Void)?
    private var isOver = false
    private var isFinished = false
    /// Set by the environment that has it.
    var onAbandon: () -> Void = {}

    /// When the event went to the runtime, or its second start began; durations count from here.
    var started: NIODeadline?
    /// When the answer must be there, as milliseconds since 1970: what `next` tells the runtime.
    var deadlineEpochMilliseconds = 0

    /// When the function answered.
    private(set) var answered: NIODeadline?

    /// - Parameters:
    ///   - completion: told the outcome.
    ///   - finished: told, after that, what was measured; once the environment is done with the invocation.
    package init(
        _ request: Request, requestID: String, completion: @escaping (Result) -> Void,
        finished: ((InvocationMeasures?) -> Void)? = nil
    ) {
        self.request = request
        self.requestID = requestID
        self.completion = completion
        self.finished = finished
    }

    /// Whether somebody wants to know what is measured.
    var isMeasured: Bool { finished != nil }

    /// Tells the caller. Only the first outcome counts: a crash after the answer changes nothing for the caller.
    func complete(_ outcome: Outcome, logTail: ByteBuffer? = nil) {
        guard !isOver else { return }
        isOver = true
        if isMeasured { answered = .now() }
        completion(Result(requestID: requestID, outcome: outcome, logTail: logTail))
        switch outcome {
        case .success, .functionError: break
        // It never ran, so nothing will follow.
        case .throttled, .unavailable: finish(nil)
        }
    }

    /// The environment is done with it.
    func finish(_ measures: InvocationMeasures?) {
        guard !isFinished else { return }
        isFinished = true
        finished?(measures)
    }

    /// Nobody waits for it any more: the environment that has it is ended.
    func abandon() {
        complete(.unavailable("Nobody waits for the answer any more."))
        onAbandon()
    }
}
