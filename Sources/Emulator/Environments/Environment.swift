import Cloud
import NIOCore
import NIOHTTP1

/// One execution environment: a Runtime API of its own, and behind it one process that takes one invocation at a time.
///
/// Its life, as on Lambda: a process is started for the first invocation (init), asks for work, answers, and waits for
/// more. A timeout or the end of the process resets the environment: the next invocation starts a new process in it
/// ("suppressed init", under the function's timeout). Confined to the event loop.
final class Environment {
    /// What an environment needs from the emulator, the same for all.
    struct Surroundings {
        let loop: any EventLoop
        let launcher: Launcher
        let controller: LimitsController
        /// Where the log goes.
        let log: (FunctionVersion, LogOrigin, LogRecord) -> Void
        /// Sentences for whoever runs the emulator.
        let warn: (String) -> Void
    }

    private enum Phase: Equatable {
        /// No process. `init` says what its next start counts as.
        case cold(Init)
        /// A process was asked for and has not called `next` yet.
        case initialising(Init, since: NIODeadline)
        /// The runtime waits in `next`.
        case ready
        /// An event is under way, or waits for the runtime to come back to `next`.
        case invoking
        /// The caller has its answer; the runtime may still work.
        case finishing
        case stopping(then: AfterStop)
        case ended
    }

    private enum AfterStop: Equatable {
        /// The init failed while an invocation waits: it gets its second chance.
        case startAgain
        case cold
        case end
    }

    let function: FunctionVersion
    let purpose: EnvironmentPurpose
    let logStream: String
    /// When it last had work; the longest idle retire first.
    private(set) var lastUsed = NIODeadline.now()
    private(set) var tenure = Tenure(began: .now())

    /// Told whenever this environment can take another invocation.
    var onFree: (Environment) -> Void = { _ in }
    /// Told when it has ended for good and nothing of it is left.
    var onEnd: (Environment) -> Void = { _ in }

    private let surroundings: Surroundings
    private let activity: FunctionActivity
    private let code: CodeFolder
    private let isSealed: Bool
    /// What its function is told, whatever becomes of ``isProvisioned``.
    private let isStartedAhead: Bool
    /// Whether it is one of those that are kept ready.
    var isProvisioned: Bool
    /// Whether its last start came to nothing.
    private(set) var hasFailedInit = false
    private var phase = Phase.cold(.initial)
    private var runtime = RuntimeState()
    private var listener: Listener?
    private var process: FunctionProcess?
    /// The runtime's unanswered `next`.
    private var waitingNext: Reply?
    private var invocation: Invocation?
    private var timer: Scheduled<Void>?
    private var log = EnvironmentLog()
    /// The init's duration until the first REPORT has told it.
    private var untoldInit: TimeAmount?
    /// Whether the present invocation has neither failed nor waited for an init within its own time.
    private var isPlain = true
    /// What `init/error` said; the caller gets it if the second init fails too.
    private var initError: InitError?
    /// `Max Memory Used` of the process that has ended last.
    private var lastPeakMB = 0
    /// The CPU time of the process when the present invocation began, in nanoseconds; kept only for measured ones.
    private var cpuBefore: Int64 = 0

    struct InitError: Equatable {
        var payload: ByteBuffer
        var type: String
    }

    /// - Parameters:
    ///   - isSealed: whether the function gets no network but its Runtime API.
    ///   - isProvisioned: whether it is started ahead, and told so.
    init(
        function: FunctionVersion, code: CodeFolder, purpose: EnvironmentPurpose, activity: FunctionActivity,
        isSealed: Bool = false, isProvisioned: Bool = false, surroundings: Surroundings
    ) {
        self.function = function
        self.purpose = purpose
        self.activity = activity
        self.isSealed = isSealed
        self.isProvisioned = isProvisioned
        isStartedAhead = isProvisioned
        self.code = code
        self.surroundings = surroundings
        logStream = LogStreamName.generate(version: function.version)
    }

    // MARK: What the pool asks for

    /// Whether the caller has its answer and the runtime has not asked for more yet.
    var isFinishing: Bool { phase == .finishing }

    /// Whether the function's process is there and has asked for work.
    var isWarm: Bool {
        switch phase {
        case .ready, .invoking, .finishing: true
        case .cold, .initialising, .stopping, .ended: false
        }
    }

    /// Starts the process before there is work; only when free. ``onFree`` follows.
    func warmUp() {
        if case .cold(let kind) = phase { start(kind) }
    }

    /// Takes an invocation; only when free.
    func run(_ invocation: Invocation) {
        precondition(self.invocation == nil, "one invocation at a time")
        self.invocation = invocation
        lastUsed = .now()
        tenure.tookInvocation()
        invocation.onAbandon = { [weak self, weak invocation] in
            if let self, self.invocation === invocation { self.stop() }
        }
        switch phase {
        case .ready: deliver(invocation)
        case .cold(let kind): start(kind)
        case .initialising, .invoking, .finishing, .stopping, .ended:
            preconditionFailure("only a free environment takes an invocation")
        }
    }

    /// Ends the environment. ``onEnd`` follows when nothing is left of it.
    func stop() {
        switch phase {
        case .cold: end()
        case .stopping: phase = .stopping(then: .end)
        case .ended: break
        case .initialising, .ready, .invoking, .finishing: stopProcess(then: .end)
        }
    }

    // MARK: Start

    private func start(_ kind: Init) {
        phase = .initialising(kind, since: .now())
        runtime = RuntimeState()
        initError = nil
        if kind == .suppressed, let invocation {
            isPlain = false
            begin(invocation)
        } else {
            setTimer(isStartedAhead ? Init.limitAhead(of: function) : Init.limit)
        }
        (isSealed ? launchSealed() : launch()).assumeIsolated().whenComplete { result in
            switch result {
            case .success(let started): self.takeOver(started)
            case .failure(let error): self.couldNotStart(error)
            }
        }
    }

    private func launch() -> EventLoopFuture<Launcher.Started> {
        openListener().assumeIsolated().flatMap { listener in
            self.listener = listener
            return self.surroundings.launcher.launch(self.order(port: listener.port), on: self.surroundings.loop)
        }.nonisolated()
    }

    /// Each process has another network, so here the listener comes with the process.
    private func launchSealed() -> EventLoopFuture<Launcher.Started> {
        let loop = surroundings.loop
        _ = listener?.close()
        listener = nil
        let launcher = surroundings.launcher
        return launcher.launch(order(port: SealedNetwork.runtimePort), on: loop).assumeIsolated().flatMap { started in
            RuntimeAPI.listen(for: self, at: started.sealedListener, on: loop).assumeIsolated().map { listener in
                self.listener = listener
                return started
            }.flatMapErrorThrowing { error in
                launcher.discard(started)
                throw error
            }.nonisolated()
        }.nonisolated()
    }

    private func openListener() -> EventLoopFuture<Listener> {
        if let listener { return surroundings.loop.makeSucceededFuture(listener) }
        return RuntimeAPI.listen(for: self, on: surroundings.loop)
    }

    private func order(port: Int) -> Launcher.Order {
        let variables = EnvironmentVariables.list(
            for: function, runtimeAPI: "127.0.0.1:\(port)", code: code, logStream: logStream,
            initialization: isStartedAhead ? .provisionedConcurrency : .onDemand)
        return Launcher.Order(
            folder: code.path, program: code.program, environment: variables,
            memoryLimitBytes: (function.memorySizeMB + Self.backstopMB) << 20,
            visibleCPUs: function.cpuAllotment.visibleCPUs, sealedPort: isSealed ? port : nil,
            yieldsToClients: purpose.role == .candidate || purpose.role == .twin)
    }

    private func takeOver(_ started: Launcher.Started) {
        let limits = ProcessLimits(
            function: function, initPID: started.initPID, group: started.group, controller: surroundings.controller)
        let process = FunctionProcess(
            started, limits: limits, launcher: surroundings.launcher, loop: surroundings.loop,
            onOutput: { self.functionWrote($0) },
            onEnd: { self.processEnded($0) })
        self.process = process
        // A second init is part of an invocation, and as slow as one.
        if case .initialising(.suppressed, _) = phase { limits.throttle() }
        limits.start()
        if case .stopping = phase { process.kill() }
    }

    /// What the kernel's limit has on top of the memory size, which the emulator watches itself: with none, the kernel
    /// would take away and bring back the program's own pages for seconds before it gives up.
    private static let backstopMB = 32

    /// Neither the function's fault nor a state of AWS: the machine refused.
    private func couldNotStart(_ error: any Error) {
        surroundings.warn("\(function.name): \(error)")
        hasFailedInit = true
        timer?.cancel()
        let waiting = invocation
        invocation = nil
        end()
        waiting?.complete(.unavailable("\(error)"))
    }

    // MARK: What the runtime calls

    func next(_ reply: Reply) {
        do {
            switch try runtime.next() {
            case .repeatEvent:
                if let invocation { reply(NextEndpoint.event(invocation)) }
            case .park:
                waitingNext = reply
                runtimeIsReady()
            }
        } catch {
            reply(RuntimeAPIAnswers.refused(error))
        }
    }

    private func runtimeIsReady() {
        switch phase {
        case .initialising(let kind, let since):
            if kind == .initial {
                let took = NIODeadline.now() - since
                untoldInit = took
                tenure.started(after: took)
                timer?.cancel()
                process?.limits.throttle()
            }
            becomeReady()
        case .finishing:
            finishInvocation(.success)
            becomeReady()
        case .invoking:
            // The connection of an earlier `next` was lost before the event could be handed over.
            if let invocation { handOver(invocation) }
        case .ready, .stopping, .cold, .ended:
            break
        }
    }

    private func becomeReady() {
        phase = .ready
        hasFailedInit = false
        if let invocation {
            deliver(invocation)
        } else {
            process?.limits.rest()
            onFree(self)
        }
    }

    private func deliver(_ invocation: Invocation) {
        process?.limits.work()
        if invocation.started == nil { begin(invocation) }
        phase = .invoking
        handOver(invocation)
    }

    /// Gives the event to the waiting `next`; if its connection is gone, to the one that follows.
    private func handOver(_ invocation: Invocation) {
        guard let reply = waitingNext, reply.isAwaited else { return }
        waitingNext = nil
        runtime.eventDelivered()
        reply(NextEndpoint.event(invocation))
    }

    /// The function's time starts to count.
    private func begin(_ invocation: Invocation) {
        let limit = TimeAmount.seconds(Int64(function.timeoutSeconds))
        invocation.started = .now()
        cpuBefore = invocation.isMeasured ? process?.limits.cpuNanoseconds ?? 0 : 0
        invocation.deadlineEpochMilliseconds = WallClock.epochMilliseconds() + function.timeoutSeconds * 1000
        log.beginInvocation(keepingTail: invocation.request.wantsLogTail)
        // During a second init the line comes when that init is over.
        if case .initialising = phase {} else { noteStart(of: invocation) }
        setTimer(limit)
    }

    private func noteStart(of invocation: Invocation) {
        note(.start(requestID: invocation.requestID, version: function.version))
    }

    func response(_ body: ByteBuffer, to requestID: String) -> HTTPAnswer {
        answer(requestID) { (runtime) throws(RuntimeState.Refusal) in
            try runtime.response()
            return .success(body)
        }
    }

    func invocationError(_ payload: ByteBuffer, to requestID: String) -> HTTPAnswer {
        answer(requestID) { (runtime) throws(RuntimeState.Refusal) in
            try runtime.invocationError()
            return .functionError(payload)
        }
    }

    /// The runtime's answer cannot be passed on; the caller gets `fault` instead, the runtime `refusal`.
    func refuseResponse(_ fault: Fault, to requestID: String, refusal: HTTPAnswer) -> HTTPAnswer {
        let answer = answer(requestID) { (runtime) throws(RuntimeState.Refusal) in
            try runtime.response()
            return .functionError(fault.payload(requestID: requestID))
        }
        return answer.status == .accepted ? refusal : answer
    }

    /// Checks in AWS's order: first the request id, then the state.
    private func answer(
        _ requestID: String,
        _ transition: (inout RuntimeState) throws(RuntimeState.Refusal) -> Invocation.Outcome
    ) -> HTTPAnswer {
        guard let invocation, invocation.requestID == requestID else { return RuntimeAPIAnswers.invalidRequestID }
        let outcome: Invocation.Outcome
        do {
            outcome = try transition(&runtime)
        } catch {
            return RuntimeAPIAnswers.refused(error)
        }
        phase = .finishing
        if case .functionError(let payload) = outcome {
            failed(type: Fault.type(inPayload: payload))
        }
        process?.drainOutput()
        invocation.complete(outcome, logTail: logTail(of: invocation, status: .success))
        return RuntimeAPIAnswers.accepted
    }

    func initError(_ error: InitError) -> HTTPAnswer {
        do {
            try runtime.initError()
        } catch {
            return RuntimeAPIAnswers.refused(error)
        }
        initError = error
        // Runtimes exit after this call. One that stays is ended, so that the caller need not wait for the limit.
        setTimer(.seconds(1))
        return RuntimeAPIAnswers.accepted
    }

    // MARK: Time

    private func setTimer(_ amount: TimeAmount) {
        timer?.cancel()
        timer = surroundings.loop.assumeIsolated().scheduleTask(in: amount) { self.timeIsUp() }
    }

    private func timeIsUp() {
        switch phase {
        case .initialising where initError != nil:
            process?.kill()
        case .initialising(.initial, let since):
            note(.initReport(duration: .now() - since, phase: .initial, status: .timeout))
            stopProcess(then: .startAgain)
        case .initialising(.suppressed, let since):
            note(.initReport(duration: .now() - since, phase: .suppressed, status: .timeout))
            if let invocation { noteStart(of: invocation) }
            endInvocation(.timedOut(seconds: function.timeoutSeconds))
            stopProcess(then: .cold)
        case .invoking, .finishing:
            process?.drainOutput()
            endInvocation(.timedOut(seconds: function.timeoutSeconds))
            stopProcess(then: .cold)
        case .cold, .ready, .stopping, .ended:
            break
        }
    }

    // MARK: End of the process

    private func stopProcess(then after: AfterStop) {
        timer?.cancel()
        phase = .stopping(then: after)
        process?.kill()
    }

    private func processEnded(_ report: ProcessReport) {
        let fault = Fault(report.end, ranOutOfMemory: process?.limits.ranOutOfMemory == true, folder: code.path)
        lastPeakMB =
            fault == .outOfMemory
            ? function.memorySizeMB : process?.limits.maxMemoryUsedMB(isFresh: false) ?? lastPeakMB
        process = nil
        waitingNext = nil
        if let line = log.flush() { tell(.function(line)) }
        switch phase {
        case .initialising(let kind, let since): initFailed(kind, since: since, fault)
        case .invoking, .finishing:
            endInvocation(fault)
            becomeCold()
        case .ready:
            // Between invocations nobody is told; the next one starts a new process.
            phase = .cold(.suppressed)
        case .stopping(.startAgain): start(.suppressed)
        case .stopping(.cold): becomeCold()
        case .stopping(.end): self.end()
        case .cold, .ended: break
        }
    }

    private func initFailed(_ kind: Init, since: NIODeadline, _ fault: Fault) {
        let type = initError?.type ?? fault.reportedType
        note(.initReport(duration: .now() - since, phase: kind, status: .error(type: type)))
        hasFailedInit = true
        guard kind == .suppressed, let invocation else {
            if invocation != nil { start(.suppressed) } else { becomeCold() }
            return
        }
        noteStart(of: invocation)
        endInvocation(fault, initError: initError)
        becomeCold()
    }

    private func becomeCold() {
        phase = .cold(.suppressed)
        onFree(self)
    }

    private func end() {
        phase = .ended
        timer?.cancel()
        // An invocation that is still here lost its environment to the emulator's own end.
        invocation?.complete(.shuttingDown)
        invocation?.finish(nil)
        invocation = nil
        let closed = listener?.close() ?? surroundings.loop.makeSucceededVoidFuture()
        closed.assumeIsolated().whenComplete { _ in self.onEnd(self) }
    }

    // MARK: End of an invocation

    /// The platform ends the invocation: log, caller, REPORT.
    private func endInvocation(_ fault: Fault, initError: InitError? = nil) {
        guard let invocation else { return }
        if initError == nil {
            let now = WallClock.epochMilliseconds()
            note(.fault(fault, requestID: invocation.requestID, epochMilliseconds: now))
        }
        let status: Report.Status = fault.isTimeout ? .timeout : .error(type: initError?.type ?? fault.reportedType)
        failed(type: initError?.type ?? fault.reportedType)
        let payload = initError?.payload ?? fault.payload(requestID: invocation.requestID)
        invocation.complete(.functionError(payload), logTail: logTail(of: invocation, status: status))
        finishInvocation(status)
    }

    private func failed(type: String) {
        isPlain = false
        activity.failed(purpose.role, type: type)
    }

    /// END and REPORT: the invocation is over.
    private func finishInvocation(_ status: Report.Status) {
        timer?.cancel()
        guard let invocation else { return }
        process?.drainOutput()
        let report = report(of: invocation, status: status, isTail: false)
        note(.finish(report))
        activity.finished(purpose.role, report, isPlain: isPlain)
        isPlain = true
        let measures = invocation.isMeasured ? measures(of: invocation, report) : nil
        untoldInit = nil
        lastUsed = .now()
        self.invocation = nil
        invocation.finish(measures)
    }

    private func logTail(of invocation: Invocation, status: Report.Status) -> ByteBuffer? {
        guard invocation.request.wantsLogTail else { return nil }
        return log.tail(ending: .finish(report(of: invocation, status: status, isTail: true)))
    }

    private func report(of invocation: Invocation, status: Report.Status, isTail: Bool) -> Report {
        let limit = TimeAmount.seconds(Int64(function.timeoutSeconds))
        let elapsed = NIODeadline.now() - (invocation.started ?? .now())
        return Report(
            requestID: invocation.requestID,
            duration: status == .timeout ? limit : elapsed,
            memorySizeMB: function.memorySizeMB,
            maxMemoryUsedMB: process?.limits.maxMemoryUsedMB(isFresh: isTail) ?? lastPeakMB,
            initDuration: untoldInit,
            status: status)
    }

    private func measures(of invocation: Invocation, _ report: Report) -> InvocationMeasures {
        let answered = invocation.answered ?? .now()
        return InvocationMeasures(
            response: answered - (invocation.started ?? answered),
            initDuration: report.initDuration, billedMilliseconds: report.billedMilliseconds,
            cpu: process?.limits.cpuNanoseconds.map { .nanoseconds($0 - cpuBefore) },
            architecture: function.architecture, memorySizeMB: report.memorySizeMB,
            maxMemoryUsedMB: report.maxMemoryUsedMB, environment: logStream,
            version: function.version, codeIdentity: function.codeIdentity)
    }

    // MARK: Log

    private func functionWrote(_ bytes: ByteBuffer) {
        if let lines = log.append(bytes) { tell(.function(lines)) }
    }

    private func note(_ line: PlatformLine) {
        log.note(line)
        tell(.platform(line))
    }

    private func tell(_ record: LogRecord) {
        let origin = LogOrigin(
            stream: logStream, role: purpose.role, requestID: invocation?.requestID,
            epochMilliseconds: WallClock.epochMilliseconds())
        activity.logged(record, origin)
        surroundings.log(function, origin, record)
    }

    // MARK: What there is to see

    /// The processes are not looked at yet.
    var snapshot: EnvironmentSnapshot {
        let now = NIODeadline.now()
        return EnvironmentSnapshot(
            arn: function.unqualifiedARN, logStream: logStream, purpose: purpose, state: state,
            memorySizeMB: function.memorySizeMB, age: now - tenure.began,
            unused: invocation == nil ? now - lastUsed : .zero, invocations: tenure.invocations, limits: process?.limits
        )
    }

    private var state: EnvironmentSnapshot.State {
        switch phase {
        case .cold, .ended: .cold
        case .initialising: .initialising
        case .ready: .ready
        case .invoking, .finishing: .busy
        case .stopping: .stopping
        }
    }
}
