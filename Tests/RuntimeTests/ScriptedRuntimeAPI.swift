import LambdaRuntime

/// A Runtime API that hands out the given events, records what it is told, and breaks where it is told to.
final class ScriptedRuntimeAPI: Transport {
    private var events: [[UInt8]]
    private var step = 0
    private var pending: Int?
    private var handedOut = 0

    /// Attempts, counted from 1, at which the connection breaks.
    var breaks: (Int) -> Bool = { _ in false }
    /// Statuses for answers, by path suffix; 202 if absent.
    var statuses: [String: Int] = [:]
    /// Headers of each event, beside the request id.
    var headers: [[(name: String, value: String)]] = []
    /// What happened, in order.
    private(set) var history: [String] = []
    private(set) var requests: [RuntimeAPIRequest] = []

    init(events: [String]) { self.events = events.map { Array($0.utf8) } }

    var attempts: Int { step }

    func note(_ what: String) { history.append(what) }

    func exchange(_ request: RuntimeAPIRequest) throws(TransportError) -> RuntimeAPIAnswer {
        step += 1
        if breaks(step) { throw TransportError("broken at \(step)") }
        requests.append(request)
        let name = String(request.path.split(separator: "/").last ?? "")
        if name == "next" { return next() }
        history.append("\(name) \(String(decoding: request.body ?? [], as: UTF8.self))")
        pending = nil
        return RuntimeAPIAnswer(status: statuses[name] ?? 202)
    }

    /// The event that is unanswered, else a new one; 500 when there are no more, which ends the loop.
    private func next() -> RuntimeAPIAnswer {
        if let status = statuses["next"] { return RuntimeAPIAnswer(status: status) }
        if pending == nil, handedOut < events.count {
            pending = handedOut
            handedOut += 1
        }
        guard let pending else { return RuntimeAPIAnswer(status: 500) }
        history.append("next")
        let more = pending < headers.count ? headers[pending] : []
        return RuntimeAPIAnswer(
            status: 200,
            headers: Headers([("Lambda-Runtime-Aws-Request-Id", "id-\(pending)")] + more),
            body: events[pending])
    }
}

/// Takes down what it is given; used by one test on one thread, or by the log under its own lock.
final class Recorder<Element> {
    var elements: [Element] = []
    func add(_ element: Element) { elements.append(element) }
}

extension ScriptedRuntimeAPI {
    typealias Handler = (Invocation) throws(FunctionError) -> [UInt8]

    /// Runs the loop over this script until it ends, and returns the exit status.
    func run(
        log: Log = Log(format: .text, level: .fatal) { _ in },
        trace: @escaping (String?) -> Void = { _ in },
        pause: @escaping (Duration) -> Void = { _ in },
        initialize: () throws(FunctionError) -> Handler
    ) -> Int32 {
        let api = RuntimeAPI(connection: Reconnecting(self, pause: pause), function: FunctionEnvironment { _ in nil })
        var loop = InvocationLoop(
            api: api, log: log, setTraceID: trace, flushOutput: { [self] in note("flush") })
        return loop.run(initialize) { [self] context in note("after \(context.requestID)") }
    }

    func run(_ handler: @escaping Handler) -> Int32 { run(initialize: { handler }) }
}

/// Answers with the payload, between brackets.
func bracket(_ invocation: Invocation) throws(FunctionError) -> [UInt8] {
    [0x5B] + invocation.payload + [0x5D]
}
