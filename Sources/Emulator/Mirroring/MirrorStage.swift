import Cloud
import NIOCore
import NIOHTTP1

/// Invokes functions that no client asked for. Confined to the event loop.
final class MirrorStage {
    private let dispatcher: Dispatcher
    private let cloud: () -> Cloud

    /// - Parameter cloud: the present model; asked for each call.
    init(dispatcher: Dispatcher, cloud: @escaping () -> Cloud) {
        self.dispatcher = dispatcher
        self.cloud = cloud
    }

    /// Calls a function with the event of a client's request, and two headers more. `completion` is called once.
    func run(
        _ call: GatewayCall, _ shadow: MirrorPlan.Shadow, as role: MirrorRole, _ plan: MirrorPlan, order: Int,
        completion: @escaping (MirrorReport.Fate) -> Void
    ) {
        let began = NIODeadline.now()
        func ran(_ outcome: MirroredRun.Outcome, _ measures: InvocationMeasures?, until end: NIODeadline) {
            completion(
                .ran(MirroredRun(outcome: outcome, elapsed: end - began, measures: measures, order: order)))
        }
        let call = call.mirrored(as: role)
        let request: Invocation.Request
        do {
            request = try self.request(call, shadow, as: role, plan)
        } catch {
            return ran(.known(.rejected(error.message)), nil, until: began)
        }
        var outcome = MirroredRun.Outcome.known(.rejected("The function gave no answer."))
        var answered = began
        var isOver = false
        var timer: Scheduled<Void>?
        let invocation = dispatcher.invoke(request) { result in
            answered = .now()
            timer?.cancel()
            outcome = MirroredRun.Outcome(result.outcome, of: call)
        } finished: { measures in
            guard !isOver else { return }
            isOver = true
            ran(outcome, measures, until: answered)
        }
        guard let invocation, !isOver else { return }
        timer = dispatcher.loop.assumeIsolated().scheduleTask(in: plan.deadline) {
            guard !isOver else { return }
            isOver = true
            invocation.abandon()
            completion(.timedOut)
        }
    }

    private func request(
        _ call: GatewayCall, _ shadow: MirrorPlan.Shadow, as role: MirrorRole, _ plan: MirrorPlan
    ) throws(CloudError) -> Invocation.Request {
        let resolved = try cloud().function(shadow.function, scope: plan.scope) { Double.random(in: 0..<1) }
        let event = call.event()
        guard event.readableBytes <= PayloadLimits.requestBytes else {
            throw CloudError(.requestEntityTooLarge, "The event is larger than \(PayloadLimits.requestBytes) bytes.")
        }
        var request = Invocation.Request(
            function: resolved.version, invokedARN: resolved.invokedARN, payload: event,
            trace: TraceHeader(continuing: call.stamp.trace))
        request.mirrorRole = role
        request.addedEnvironment = shadow.environment
        request.isSealed = shadow.isSealed
        return request
    }
}

extension MirroredRun.Outcome {
    init(_ outcome: Invocation.Outcome, of call: GatewayCall) {
        switch outcome {
        case .success(let payload): self = .output(payload, of: call)
        case .functionError(let payload): self = .known(.failed(payload))
        case .throttled: self = .known(.throttled)
        case .unavailable(let reason): self = .known(.rejected(reason))
        }
    }

    /// For a client's own call, which has been answered.
    ///
    /// - Parameters:
    ///   - answer: what the gateway made of it.
    ///   - complaint: what the gateway found wrong with it.
    init(_ outcome: Invocation.Outcome, of call: GatewayCall, answer: HTTPAnswer, complaint: String?) {
        self.init(outcome, of: call)
        if case .output = self { self = .known(complaint.map(MirroredRun.Reading.malformed) ?? .answered(answer)) }
    }

    /// Has the gateway make an answer of what is only output as yet. That takes its time for one of several megabytes, for
    /// which no client must wait: call it off the event loop.
    package func read() -> MirroredRun.Reading {
        switch self {
        case .known(let reading): return reading
        case .output(let payload, let call):
            var complaint: String?
            let answer = call.answer(to: .payload(payload)) { complaint = $0 }
            return complaint.map(MirroredRun.Reading.malformed) ?? .answered(answer)
        }
    }
}

extension GatewayCall {
    /// The same request, as a function gets it that no client asked for.
    func mirrored(as role: MirrorRole) -> GatewayCall {
        var call = self
        call.request.headers.replaceOrAdd(name: "X-Understudy-Role", value: role.header)
        call.request.headers.replaceOrAdd(name: "X-Understudy-Experiment", value: role.plan)
        return call
    }
}
