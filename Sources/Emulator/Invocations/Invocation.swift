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

        /// What an environment is made from.
        var functionAsTried: FunctionVersion {
            guard let trialMemorySizeMB else { return function }
            var function = function
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
        case throttled
        /// This machine could not run the function: 500 `ServiceException`, with the reason.
        case unavailable(String)
    }

    package let requestID: String
    let request: Request
    private let completion: (Result) -> Void
    private var isOver = false

    /// When the event went to the runtime, or its second start began; durations count from here.
    var started: NIODeadline?
    /// When the answer must be there, as milliseconds since 1970: what `next` tells the runtime.
    var deadlineEpochMilliseconds = 0

    package init(_ request: Request, requestID: String, completion: @escaping (Result) -> Void) {
        self.request = request
        self.requestID = requestID
        self.completion = completion
    }

    /// Tells the caller. Only the first outcome counts: a crash after the answer changes nothing for the caller.
    func complete(_ outcome: Outcome, logTail: ByteBuffer? = nil) {
        guard !isOver else { return }
        isOver = true
        completion(Result(requestID: requestID, outcome: outcome, logTail: logTail))
    }
}
