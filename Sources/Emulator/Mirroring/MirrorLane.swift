import Cloud
import NIOCore

/// Brings mirrored requests to one shadow: some at a time, some waiting, the rest dropped. Confined to the event loop.
final class MirrorLane {
    /// What waits may keep this much of requests' bodies in memory.
    private static let waitingLimitBytes = 64 << 20

    let shadow: MirrorPlan.Shadow
    private let plan: MirrorPlan
    private let stage: MirrorStage
    private var waiting = CircularBuffer<MirroredRequest>()
    private var waitingBytes = 0
    private var running = 0
    private var isCatchingUp = false

    init(_ shadow: MirrorPlan.Shadow, of plan: MirrorPlan, stage: MirrorStage) {
        self.shadow = shadow
        self.plan = plan
        self.stage = stage
    }

    /// Requests that wait for the shadow.
    var waitingCount: Int { waiting.count }

    func offer(_ request: MirroredRequest) {
        let bytes = request.call.request.body.readableBytes
        if running < plan.concurrency {
            start(request)
        } else if waiting.count < plan.queueLimit, waitingBytes + bytes <= Self.waitingLimitBytes {
            waiting.append(request)
            waitingBytes += bytes
        } else {
            request.conclude(shadow.key, .dropped)
        }
    }

    /// What waits is not called any more: the plan was replaced.
    func close() {
        while let request = waiting.popFirst() { request.conclude(shadow.key, .dropped) }
        waitingBytes = 0
    }

    private func start(_ request: MirroredRequest) {
        running += 1
        perform(request) { twin, fate in
            request.conclude(self.shadow.key, twin: twin, fate)
            self.running -= 1
            self.catchUp()
        }
    }

    /// Starts what waits, one after the other: where there is no room for invocations each of them ends at once, and a
    /// call within the call of the one before would use up the stack.
    private func catchUp() {
        guard !isCatchingUp else { return }
        isCatchingUp = true
        defer { isCatchingUp = false }
        while running < plan.concurrency, let next = waiting.popFirst() {
            waitingBytes -= next.call.request.body.readableBytes
            start(next)
        }
    }

    /// The shadow and the twin, one after the other; who goes first is left to chance, so that neither is always the one
    /// that finds caches warm.
    private func perform(
        _ request: MirroredRequest, completion: @escaping (MirroredRun?, MirrorReport.Fate) -> Void
    ) {
        guard plan.hasTwin else {
            return runShadow(request, order: 0) { completion(nil, $0) }
        }
        if Bool.random() {
            runShadow(request, order: 0) { fate in
                self.runTwin(request, order: 1) { completion($0, fate) }
            }
        } else {
            runTwin(request, order: 0) { twin in
                self.runShadow(request, order: 1) { completion(twin, $0) }
            }
        }
    }

    private func runShadow(
        _ request: MirroredRequest, order: Int, completion: @escaping (MirrorReport.Fate) -> Void
    ) {
        stage.run(request.call, shadow, as: role(isTwin: false), plan, order: order, completion: completion)
    }

    private func runTwin(_ request: MirroredRequest, order: Int, completion: @escaping (MirroredRun?) -> Void) {
        // Under the same conditions: what the shadow may not write must not be written by the control once more either.
        let twin = MirrorPlan.Shadow(key: shadow.key, function: plan.control, isSealed: shadow.isSealed)
        stage.run(request.call, twin, as: role(isTwin: true), plan, order: order) { fate in
            if case .ran(let run) = fate { completion(run) } else { completion(nil) }
        }
    }

    private func role(isTwin: Bool) -> MirrorRole {
        MirrorRole(plan: plan.name, version: plan.version, shadow: shadow.key, isTwin: isTwin)
    }
}
