package import Cloud
package import NIOCore
import NIOPosix

/// Brings invocations and environments together. Confined to the event loop.
///
/// As on Lambda an environment takes one invocation at a time; when none is free another is started, up to the
/// concurrency limit, beyond which callers get 429. Environments without work for a while are retired.
package final class Dispatcher {
    package struct Limits: Sendable {
        /// Invocations at a time, over all functions; Lambda's "unreserved concurrency" of the account.
        package var concurrency = 256
        /// Environments that are alive, busy or not.
        package var environments = 320
        /// Invocations at a time that no client asked for.
        package var mirrored = 64
        /// A free environment older than this is ended.
        package var idle = TimeAmount.minutes(10)

        package init() {}
    }

    /// A function's code, ready to run.
    enum Code {
        case unpacking(waiting: [Invocation])
        case ready(CodeFolder)
        case unusable(reason: String)
    }

    struct Slot {
        var code: Code?
        var pool = EnvironmentPool<Environment>()
        /// Invocations that wait a moment for an environment that is about to be free.
        var hopeful: [Invocation] = []

        /// Whether nothing would be lost with it.
        var isEmpty: Bool {
            if case .unpacking = code { return false }
            return pool.count == 0 && hopeful.isEmpty
        }
    }

    /// How long an invocation waits for an environment that has answered and not yet asked for more. A client often
    /// sends its next request in that gap, and a second environment would be started for nothing. A function that has
    /// used up its share of the CPU pauses for a period or two before it gets so far.
    private static let patience = TimeAmount.milliseconds(50)

    /// One pool for each state of a function's code and configuration: revisions are never given out twice. A caller
    /// may try another memory size, in environments of their own.
    struct SlotKey: Hashable {
        let revision: Int
        let trialMemorySizeMB: Int?
        let mirrorRole: MirrorRole?

        /// Where clients' requests for a version run.
        init(revision: Int) {
            self.revision = revision
            trialMemorySizeMB = nil
            mirrorRole = nil
        }

        init(_ request: Invocation.Request) {
            revision = request.function.revision
            trialMemorySizeMB = request.trialMemorySizeMB
            mirrorRole = request.mirrorRole
        }

        /// Whether clients' requests run there.
        var isForClients: Bool { mirrorRole == nil }
    }

    /// Environments of a size that was only tried are ended sooner.
    private static let trialIdle = TimeAmount.minutes(1)

    let surroundings: Environment.Surroundings
    private let codeStore: CodeStore
    private let workers: NIOThreadPool
    let limits: Limits
    /// What each function has done.
    let activities: ActivityBook
    var slots: [SlotKey: Slot] = [:]
    private var running = 0
    private var reserved = ReservedConcurrency()
    /// Invocations that no client asked for.
    private var mirrored = 0
    /// Every environment that has not come to its end, those of a function's earlier states included.
    private var living: [ObjectIdentifier: Environment] = [:]
    /// The versions of which environments are kept ready, by revision.
    var provisioned: [Int: ProvisionedVersion] = [:]
    private(set) var isShuttingDown = false
    private var whenEmpty: EventLoopPromise<Void>?

    init(
        surroundings: Environment.Surroundings, codeStore: CodeStore, workers: NIOThreadPool, limits: Limits,
        changes: ChangeBoard
    ) {
        activities = ActivityBook(changes: changes, loop: surroundings.loop, workers: workers)
        self.surroundings = surroundings
        self.codeStore = codeStore
        self.workers = workers
        self.limits = limits
        let sweep = min(TimeAmount.seconds(10), .nanoseconds(limits.idle.nanoseconds / 2))
        surroundings.loop.scheduleRepeatedTask(initialDelay: sweep, delay: sweep) {
            [bound = NIOLoopBound(self, eventLoop: surroundings.loop)] _ in bound.value.retireIdle()
        }
    }

    /// Runs one invocation; `completion` is called once, on the event loop, perhaps before this returns.
    ///
    /// - Parameters:
    ///   - finished: told what was measured, once the environment is done with the invocation; after `completion`.
    /// - Returns: the invocation; nil if there is no room for it, which `completion` was told.
    @discardableResult
    package func invoke(
        _ request: Invocation.Request, requestID: String = RequestID.generate(),
        completion: @escaping (Invocation.Result) -> Void, finished: ((InvocationMeasures?) -> Void)? = nil
    ) -> Invocation? {
        func refuse(_ outcome: Invocation.Outcome) -> Invocation? {
            if case .throttled = outcome { noteThrottle(of: request) }
            completion(Invocation.Result(requestID: requestID, outcome: outcome))
            finished?(nil)
            return nil
        }
        guard !isShuttingDown else { return refuse(.shuttingDown) }
        let isMirrored = request.mirrorRole != nil
        guard isMirrored ? mirrored < limits.mirrored : running < limits.concurrency else {
            return refuse(.throttled(.account))
        }
        let reservation = request.reservation
        if let reservation, !reserved.admit(reservation) { return refuse(.throttled(.reservation)) }
        count(isMirrored, 1)
        let invocation = Invocation(
            request, requestID: requestID,
            completion: { result in
                self.count(isMirrored, -1)
                if let reservation { self.reserved.release(reservation) }
                completion(result)
            }, finished: finished)
        assign(invocation, key: SlotKey(request))
        return invocation
    }

    /// Mirrored invocations have a limit of their own, so that they never take a client's place.
    private func count(_ isMirrored: Bool, _ change: Int) {
        if isMirrored { mirrored += change } else { running += change }
    }

    private func assign(_ invocation: Invocation, key: SlotKey) {
        if let environment = slots[key]?.pool.takeFree() {
            environment.run(invocation)
        } else if let slot = slots[key], slot.pool.members.count(where: \.isFinishing) > slot.hopeful.count {
            waitForEnvironment(invocation, key: key)
        } else {
            assignToNewEnvironment(invocation, key: key)
        }
    }

    private func waitForEnvironment(_ invocation: Invocation, key: SlotKey) {
        slots[key]?.hopeful.append(invocation)
        surroundings.loop.assumeIsolated().scheduleTask(in: Self.patience) {
            guard let index = self.slots[key]?.hopeful.firstIndex(where: { $0 === invocation }) else { return }
            self.slots[key]?.hopeful.remove(at: index)
            self.assignToNewEnvironment(invocation, key: key)
        }
    }

    private func assignToNewEnvironment(_ invocation: Invocation, key: SlotKey) {
        // It would outlive those that have been told to stop.
        guard !isShuttingDown else { return invocation.complete(.shuttingDown) }
        switch slots[key, default: Slot()].code {
        case .ready(let folder): runInNewEnvironment(invocation, folder, key: key)
        case .unusable(let reason): fail(invocation, reason: reason)
        case .unpacking(let waiting): slots[key]?.code = .unpacking(waiting: waiting + [invocation])
        case nil: unpack(invocation.request.function, key: key, waiting: [invocation])
        }
    }

    private func runInNewEnvironment(_ invocation: Invocation, _ folder: CodeFolder, key: SlotKey) {
        guard alive < limits.environments || retireOldestFree(for: key) else {
            noteThrottle(of: invocation.request)
            invocation.complete(.throttled())
            return
        }
        let environment = Environment(
            function: invocation.request.functionAsTried, code: folder,
            purpose: EnvironmentPurpose(invocation.request),
            activity: activities.activity(of: invocation.request.function),
            isSealed: invocation.request.isSealed, surroundings: surroundings)
        add(environment, key: key)
        environment.run(invocation)
    }

    /// Takes a new environment into its pool.
    func add(_ environment: Environment, key: SlotKey) {
        living[ObjectIdentifier(environment)] = environment
        let activity = activities.activity(of: environment.function)
        environment.onFree = { self.environmentIsFree($0, key: key) }
        environment.onEnd = {
            self.environmentEnded($0, key: key)
            activity.environmentsChanged()
        }
        slots[key, default: Slot()].pool.add(environment)
        activity.environmentsChanged()
    }

    private func environmentIsFree(_ environment: Environment, key: SlotKey) {
        if isShuttingDown || slots[key]?.pool.contains(environment) != true {
            environment.stop()
        } else if !key.isForClients, environment.tenure.isOver(at: .now()) {
            environment.stop()
        } else if slots[key]?.hopeful.isEmpty == false, let invocation = slots[key]?.hopeful.removeFirst() {
            environment.run(invocation)
        } else if environment.isProvisioned, !environment.isWarm, !environment.hasFailedInit {
            // Its process has ended, and another is to be ready before anybody asks.
            environment.warmUp()
        } else {
            slots[key]?.pool.putBack(environment)
        }
    }

    private func environmentEnded(_ environment: Environment, key: SlotKey) {
        slots[key]?.pool.remove(environment)
        living[ObjectIdentifier(environment)] = nil
        if living.isEmpty { whenEmpty?.succeed() }
        if !environment.hasFailedInit { keepReady(key) }
    }

    // MARK: Code

    func unpack(_ function: FunctionVersion, key: SlotKey, waiting: [Invocation]) {
        slots[key, default: Slot()].code = .unpacking(waiting: waiting)
        workers.runIfActive(eventLoop: surroundings.loop) { [codeStore] in
            Result { () throws(CodeError) in
                let folder = try codeStore.folder(for: function)
                try folder.checkBootstrap(architecture: function.architecture)
                return folder
            }
        }.assumeIsolated().whenComplete { result in
            self.unpacked(result.flatMap { $0.mapError { $0 } }, key: key, function: function)
        }
    }

    private func unpacked(_ result: Result<CodeFolder, any Error>, key: SlotKey, function: FunctionVersion) {
        guard case .unpacking(let waiting) = slots[key]?.code else { return }
        // What was cut short says nothing about the code.
        guard !isShuttingDown else { return waiting.forEach { $0.complete(.shuttingDown) } }
        switch result {
        case .success(let folder): slots[key]?.code = .ready(folder)
        case .failure(let error):
            surroundings.warn("\(function.name): \(error)")
            slots[key]?.code = .unusable(reason: (error as? CodeError)?.lambdaReason ?? "\(error)")
        }
        for invocation in waiting { assign(invocation, key: key) }
        keepReady(key)
    }

    /// The function cannot even be started. AWS's payload; the sentence for people went to the emulator's log.
    private func fail(_ invocation: Invocation, reason: String) {
        let fault = Fault.invalidEntrypoint(reason: reason)
        activities.activity(of: invocation.request.function)
            .couldNotStart(EnvironmentPurpose(invocation.request).role, type: fault.type)
        invocation.complete(.functionError(fault.payload(requestID: invocation.requestID)))
        invocation.finish(nil)
    }

    // MARK: Retirement

    private func retireIdle() {
        for key in slots.keys {
            let isTrial = key.trialMemorySizeMB != nil
            let oldest = NIODeadline.now() - (isTrial ? min(limits.idle, Self.trialIdle) : limits.idle)
            slots[key]?.pool.takeFree { !$0.isProvisioned && $0.lastUsed < oldest }.forEach { $0.stop() }
            if isTrial || !key.isForClients, slots[key]?.isEmpty == true { slots[key] = nil }
        }
    }

    /// Makes room by ending the environment that has been without work for longest. A client's is never ended for what
    /// no client asked for.
    func retireOldestFree(for needy: SlotKey) -> Bool {
        let candidates = slots.compactMap { key, slot in
            needy.isForClients || !key.isForClients ? slot.pool.oldestFree { !$0.isProvisioned }.map { (key, $0) } : nil
        }
        guard let (key, oldest) = candidates.min(by: { $0.1.lastUsed < $1.1.lastUsed }) else { return false }
        slots[key]?.pool.takeFree { $0 === oldest }.forEach { $0.stop() }
        return true
    }

    /// Ends the environments of all functions that are not, or no longer as they are, in the model: a changed function
    /// starts afresh. Busy ones end when they become free.
    ///
    /// - Parameter isPresent: whether a role is still played.
    package func retire(keeping present: [FunctionVersion], isPresent: (MirrorRole) -> Bool = { _ in true }) {
        activities.keep(present)
        let kept = Set(present.map(\.revision))
        for key in slots.keys where !kept.contains(key.revision) || key.mirrorRole.map(isPresent) == false {
            let slot = slots.removeValue(forKey: key)
            var pool = slot?.pool
            pool?.takeFree { _ in true }.forEach { $0.stop() }
            slot?.hopeful.forEach { assign($0, key: key) }
            if case .unpacking(let waiting) = slot?.code { waiting.forEach { assign($0, key: key) } }
        }
    }

    /// Ends everything; the future succeeds when no process is left.
    package func shutDown() -> EventLoopFuture<Void> {
        isShuttingDown = true
        let promise = surroundings.loop.makePromise(of: Void.self)
        whenEmpty = promise
        for key in slots.keys {
            let hopeful = slots[key]?.hopeful ?? []
            slots[key]?.hopeful = []
            hopeful.forEach { $0.complete(.shuttingDown) }
        }
        living.values.forEach { $0.stop() }
        if living.isEmpty { promise.succeed() }
        return promise.futureResult
    }

    private func noteThrottle(of request: Invocation.Request) {
        activities.activity(of: request.function).throttled(EnvironmentPurpose(request).role)
    }

    /// Those that are alive, but for the ones of an earlier state of a function that end as soon as they are free.
    var environments: [EnvironmentSnapshot] {
        slots.values.flatMap { slot in slot.pool.members.map(\.snapshot) }
    }

    /// Runs something that takes time on another thread, and `completion` here.
    func aside<Value: Sendable>(_ work: @escaping @Sendable () -> Value, completion: @escaping (Value) -> Void) {
        workers.runIfActive(eventLoop: surroundings.loop, work).assumeIsolated().whenSuccess(completion)
    }

    var loop: any EventLoop { surroundings.loop }

    /// How functions are held to their share of the CPU, and how many CPUs there are to share.
    var throttle: (strategy: ThrottleStrategy, usableCPUs: Int) {
        (surroundings.controller.strategy, surroundings.controller.usableCPUs)
    }

    /// How many environments are alive.
    var alive: Int { living.count }

    /// How many environments are alive, and how many invocations are under way.
    package var load: (environments: Int, invocations: Int) { (alive, running) }
}
