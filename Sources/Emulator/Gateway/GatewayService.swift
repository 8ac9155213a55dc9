import Cloud
import NIOCore
import NIOHTTP1

/// Takes a request through API Gateway: route, event, function, answer.
extension DataPlane {
    /// Which door a request came through: it decides how APIs are told apart.
    enum GatewayDoor {
        /// By host or by the id in the path.
        case awsEndpoint
        /// By the stage in the path; an HTTP API gets what is left.
        case appPort
    }

    func serveGateway(_ request: HTTPRequest, through door: GatewayDoor, _ reply: Reply) {
        let stamp = RequestStamp.now(continuing: request.headers.first(name: "x-amzn-trace-id"))
        let routed: Routed? =
            switch door {
            case .awsEndpoint: router.routeByID(request, stamp: stamp)
            case .appPort: router.route(request, stamp: stamp)
            }
        switch routed {
        case .invoke(let call): invoke(call, reply)
        case .answer(let answer), .noRoute(let answer): reply(answer)
        case .misconfigured(let answer, let sentence):
            warn(sentence)
            reply(answer)
        case nil: reply(.message(.notFound, "The request names no API."))
        }
    }

    /// The answer to a body that was too large to be read.
    func gatewayTooLarge(_ request: HTTPRequest) -> HTTPAnswer {
        router.tooLarge(request, stamp: .now(continuing: nil))
    }

    private func invoke(_ call: GatewayCall, _ reply: Reply) {
        let payload = call.event()
        guard payload.readableBytes <= PayloadLimits.requestBytes else { return reply(call.answer(to: .eventTooLarge)) }
        let resolved: Resolved
        do {
            resolved = try cloud.function(call.function, scope: call.scope) { Double.random(in: 0..<1) }
        } catch {
            warn("\(call.route.method) \(call.route.path): \(error.message)")
            return reply(call.answer(to: .rejected))
        }
        let invocation = Invocation.Request(
            resolved, payload: payload, trace: TraceHeader(continuing: call.stamp.trace))
        if let watched = mirrors.watch(call) {
            invoke(invocation, call, watched, reply)
        } else {
            let timer = gatewayTimer(call, resolved.version) { reply(call.answer(to: .timedOut)) }
            dispatcher.invoke(invocation) { result in
                timer?.cancel()
                // After the gateway's own timeout this reply is spent, and the late answer is dropped.
                reply(call.answer(to: FunctionOutput(result.outcome), complain: self.warn))
            }
        }
    }

    /// The same for a request that other functions get, too.
    private func invoke(
        _ invocation: Invocation.Request, _ call: GatewayCall, _ watched: MirroredRequest, _ reply: Reply
    ) {
        let moment = watched.plan.moment
        func answer(_ answer: HTTPAnswer, _ outcome: MirroredRun.Outcome) {
            watched.controlAnswered(outcome)
            reply(answer) { isDelivered in
                watched.answerWritten(isDelivered: isDelivered)
                if moment == .afterAnswer { self.mirrors.play(watched) }
            }
            if moment == .afterControl { mirrors.play(watched) }
        }
        let timer = gatewayTimer(call, invocation.function) {
            answer(call.answer(to: .timedOut), .known(.rejected("The gateway's time was up.")))
        }
        let playsBefore = moment == .besideInAnyOrder && Bool.random()
        if playsBefore { mirrors.play(watched) }
        dispatcher.invoke(invocation) { result in
            timer?.cancel()
            var complaint: String?
            let made = call.answer(to: FunctionOutput(result.outcome)) {
                complaint = $0
                self.warn($0)
            }
            answer(made, MirroredRun.Outcome(result.outcome, of: call, answer: made, complaint: complaint))
        } finished: { measures in
            watched.controlFinished(measures)
        }
        if moment == .beside || moment == .besideInAnyOrder && !playsBefore { mirrors.play(watched) }
    }

    /// The gateway gives up before the function's own limit only where that limit is longer.
    private func gatewayTimer(
        _ call: GatewayCall, _ function: FunctionVersion, _ timeIsUp: @escaping () -> Void
    ) -> Scheduled<Void>? {
        // Init comes on top of the function's timeout, so leave room for it.
        let longest = Duration.seconds(function.timeoutSeconds) + .nanoseconds(Init.limit.nanoseconds)
        guard longest > call.timeout else { return nil }
        return dispatcher.loop.assumeIsolated().scheduleTask(in: TimeAmount(call.timeout), timeIsUp)
    }
}

extension FunctionOutput {
    init(_ outcome: Invocation.Outcome) {
        switch outcome {
        case .success(let payload): self = .payload(payload)
        case .functionError(let payload): self = .functionError(payload)
        case .throttled, .unavailable: self = .rejected
        }
    }
}

extension RequestStamp {
    /// What a request gets on arrival; a trace that the client began goes on.
    static func now(continuing trace: String?) -> RequestStamp {
        let now = WallClock.epochMilliseconds()
        return RequestStamp(
            requestID: RequestID.generate(), trace: TraceHeader(continuing: trace).text, epochMilliseconds: now)
    }
}
