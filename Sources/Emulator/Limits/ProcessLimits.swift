import Cloud
import Glibc
import Synchronization

/// Holds the processes of one environment to what their memory size allows: CPU, memory, and rest between invocations.
///
/// The event loop tells what the environment does; ``LimitsController`` looks at it now and then. What is told never
/// waits for a look at /proc: those have a lock of their own.
final class ProcessLimits: Sendable {
    private struct State {
        var hold = ProcessHold()
        /// The function's own process, once it is known.
        var functionPID: pid_t?
        /// Processes that left the function's process group.
        var strays: [pid_t] = []
        /// Whether the controller looks at it, and when next.
        var isWatched = false
        var nextLook = Int64.max
        var wasKilled = false
    }

    /// To read more often for REPORT lines would cost more than the rest of an invocation.
    private static let freshness: Int64 = 10_000_000
    /// Until the function's process is known there is nothing to stop.
    private static let patience: Int64 = 1_000_000
    /// How soon processes are looked at that have just begun to work, where nothing presses.
    private static let firstLook: Int64 = 5_000_000

    private let initPID: pid_t
    private let memorySizeMB: Int
    private let allotment: CPUAllotment
    private let group: ControlGroup?
    private let stopper: ProcessStop
    private let controller: LimitsController
    private let state = Mutex(State())
    private let gauge: Mutex<MemoryGauge>
    /// As of the last look.
    private let knownPeakMB = Atomic(0)

    init(function: FunctionVersion, initPID: pid_t, group: ControlGroup?, controller: LimitsController) {
        self.initPID = initPID
        self.group = group
        self.controller = controller
        memorySizeMB = function.memorySizeMB
        allotment = function.cpuAllotment
        let file = group?.freezeFile.map { open($0, O_WRONLY | O_CLOEXEC) } ?? -1
        stopper = file >= 0 ? .controlGroup(file) : .signals
        let cpus = controller.isThrottling ? allotment.share : Double(controller.usableCPUs)
        gauge = Mutex(
            MemoryGauge(
                family: ProcessFamily(initPID: initPID, countsCPUTime: controller.strategy == .signal),
                limitBytes: function.memorySizeMB << 20,
                cpus: min(cpus, Double(controller.usableCPUs)), group: group))
    }

    deinit {
        if case .controlGroup(let file) = stopper { close(file) }
    }

    // MARK: What the event loop tells

    /// The processes were started.
    func start() {
        update { _, _ in .none }
    }

    func functionRuns(as pid: pid_t) {
        state.withLock { $0.functionPID = pid }
    }

    /// From now on the CPU is what the memory size brings; before, as on Lambda, it is all that there is.
    func throttle() {
        guard let quota = CPUQuota(allotment, usableCPUs: controller.usableCPUs) else { return }
        switch controller.strategy {
        case .cgroup1, .cgroup2: _ = group?.limitCPU(quota)  // taken when it was probed, so it will be now
        case .signal: throttleBySignals(quota)
        case .off: break
        }
    }

    private func throttleBySignals(_ quota: CPUQuota) {
        let now = MonotonicClock.now()
        let cpuTime = gauge.withLock { gauge in
            gauge.family.refresh(now: now)
            return gauge.family.cpuTime()
        }
        let bucket = TokenBucket(quota: quota, now: now, cpuTime: cpuTime)
        state.withLock { $0.hold.throttle(by: bucket) }
    }

    /// An event is about to be delivered.
    func work() {
        update { hold, now in hold.work(now: now) }
    }

    /// The runtime waits in `next`, and there is nothing for it.
    func rest() {
        update { hold, now in
            hold.rest(now: now)
            return .none
        }
    }

    /// Everything of the environment has ended.
    func end() {
        state.withLock { $0.hold.end() }
    }

    /// Changes the state, and has the controller look at it if it does not already, or not soon enough.
    private func update(_ change: (inout ProcessHold, Int64) -> ProcessHold.Action) {
        let now = MonotonicClock.now()
        let (isNew, isLate) = state.withLock { state in
            carryOut(change(&state.hold, now), state)
            let isNew = !state.isWatched
            let isLate = state.hold.hasBucket && state.nextLook > now + TokenBucket.longestLook / 2
            if isNew || isLate { state.nextLook = now + (state.hold.hasBucket ? 0 : Self.firstLook) }
            state.isWatched = true
            return (isNew, isLate)
        }
        if isNew {
            controller.watch(self)
        } else if isLate {
            controller.hurry()
        }
    }

    private func carryOut(_ action: ProcessHold.Action, _ state: borrowing State) {
        guard let pid = state.functionPID else { return }
        switch action {
        case .none: break
        case .stop: stopper.stop(pid, strays: state.strays)
        case .resume: stopper.resume(pid, strays: state.strays)
        }
    }

    // MARK: What it is asked

    /// Whether the watch or the kernel has ended the processes for want of memory.
    var ranOutOfMemory: Bool {
        state.withLock { $0.wasKilled } || group?.ranOutOfMemory == true
    }

    /// `Max Memory Used` in MB: never more than the memory size.
    ///
    /// - Parameter isFresh: looked at now, whenever it was looked at last; otherwise while nobody else does.
    func maxMemoryUsedMB(isFresh: Bool) -> Int {
        let now = MonotonicClock.now()
        if isFresh {
            gauge.withLock { look($0, now) }
        } else {
            // Somebody who is at it right now finds out as much.
            _ = gauge.withLockIfAvailable { gauge in
                if now > gauge.lookedAt + Self.freshness { look(gauge, now) }
            }
        }
        return min(knownPeakMB.load(ordering: .relaxed), memorySizeMB)
    }

    /// CPU time that the function's own process has used; nil while, or when no longer, there is one.
    var cpuNanoseconds: Int64? {
        state.withLock { $0.functionPID }.flatMap(MonotonicClock.cpuClock(of:)).flatMap(MonotonicClock.read)
    }

    /// What the processes have used and hold.
    struct Usage: Sendable {
        var cpuNanoseconds: Int64
        /// Anonymous and shared memory.
        var memoryBytes: Int
        var maxMemoryUsedMB: Int
    }

    /// Looked at now, which takes some system calls; nil once they have ended.
    func usage() -> Usage? {
        guard state.withLock({ $0.hold.activity != .ended }) else { return nil }
        return gauge.withLock { gauge in
            look(gauge, MonotonicClock.now())
            return Usage(
                cpuNanoseconds: gauge.family.cpuTime(), memoryBytes: gauge.heldBytes,
                maxMemoryUsedMB: min(gauge.peak.megabytes, memorySizeMB))
        }
    }

    /// Whether they are stopped until the next event.
    var isFrozen: Bool { state.withLock { $0.hold.activity == .frozen } }

    private func look(_ gauge: MemoryGauge, _ now: Int64) {
        gauge.look(now: now)
        knownPeakMB.store(gauge.peak.megabytes, ordering: .relaxed)
    }

    /// The function's process has ended, and the kernel told the most that was ever resident.
    func learnResidentPeak(bytes: Int) {
        gauge.withLock { gauge in
            gauge.learnResidentPeak(bytes: bytes)
            knownPeakMB.store(gauge.peak.megabytes, ordering: .relaxed)
        }
    }

    // MARK: What the controller does

    /// Looks at the processes if it is time to, and stops, continues or ends them.
    ///
    /// - Returns: when to look again; nil for not until told.
    func lookIfDue(now: Int64) -> Int64? {
        let (nextLook, hold) = state.withLock { ($0.nextLook, $0.hold) }
        guard now >= nextLook else { return nextLook }
        let reading = hold.isStopped ? nil : read(now, countsCPUTime: hold.hasBucket)
        return state.withLock { state in
            if reading?.isBeyond == true { killEverything(&state) }
            let again = look(&state, now, reading)
            state.isWatched = again != nil
            state.nextLook = again ?? .max
            return again
        }
    }

    private struct Reading {
        var isBeyond = false
        var cpuTime: Int64?
        var threads: Int
        var pids: [pid_t]
        var dueAt: Int64
    }

    /// Processes that are stopped are not read: they take neither CPU nor memory.
    private func read(_ now: Int64, countsCPUTime: Bool) -> Reading {
        gauge.withLock { gauge in
            if now >= gauge.dueAt { look(gauge, now) }
            if countsCPUTime { gauge.family.refresh(now: now) }
            return Reading(
                isBeyond: gauge.isBeyond, cpuTime: countsCPUTime ? gauge.family.cpuTime() : nil,
                threads: gauge.family.threads, pids: gauge.family.pids, dueAt: gauge.dueAt)
        }
    }

    private func look(_ state: inout State, _ now: Int64, _ reading: Reading?) -> Int64? {
        guard let functionPID = state.functionPID else {
            return state.hold.activity == .ended ? nil : now + Self.patience
        }
        if let pids = reading?.pids, pids.count > 1 {
            state.strays = pids.filter { getpgid($0) != functionPID }
        }
        let parallelism = min(reading?.threads ?? 1, allotment.visibleCPUs, controller.usableCPUs)
        let decision = state.hold.look(now: now, cpuTime: reading?.cpuTime, parallelism: parallelism)
        carryOut(decision.action, state)
        return decision.again.map { min($0, reading?.dueAt ?? .max) }
    }

    private func killEverything(_ state: inout State) {
        // `understudy-init` has its number until the event loop, which tells the end first, has it reaped.
        guard state.hold.activity != .ended, !state.wasKilled else { return }
        state.wasKilled = true
        kill(initPID, SIGTERM)
    }
}
