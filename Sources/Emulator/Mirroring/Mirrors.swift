import Cloud
import NIOCore

/// All plans for mirroring, by the routes that they cover. Confined to the event loop.
final class Mirrors {
    private final class Mirror {
        let plan: MirrorPlan
        let lanes: [MirrorLane]

        init(_ plan: MirrorPlan, stage: MirrorStage) {
            self.plan = plan
            lanes = plan.shadows.map { MirrorLane($0, of: plan, stage: stage) }
        }
    }

    private let stage: MirrorStage
    /// By the text of their path: shorter to look up than its segments.
    private var mirrors: [String: [Mirror]] = [:]

    init(stage: MirrorStage) {
        self.stage = stage
    }

    /// Puts these plans in the place of all that were. A plan that is there already, in the same version, goes on with
    /// what waits for its shadows.
    func replace(with plans: [MirrorPlan]) {
        let present = mirrors.values.joined()
        var next: [String: [Mirror]] = [:]
        for plan in plans {
            let kept = present.first { $0.plan.isVersion(plan.version, of: plan.name) }
            next[plan.path.text, default: []].append(kept ?? Mirror(plan, stage: stage))
        }
        for old in present where next[old.plan.path.text]?.contains(where: { $0 === old }) != true {
            old.lanes.forEach { $0.close() }
        }
        mirrors = next
    }

    /// What waits for shadows.
    var queues: [EmulatorSnapshot.Queue] {
        mirrors.values.joined().flatMap { mirror in
            mirror.lanes.map { lane in
                EmulatorSnapshot.Queue(
                    experiment: mirror.plan.name, candidate: lane.shadow.key, waiting: lane.waitingCount)
            }
        }.sorted { ($0.experiment, $0.candidate) < ($1.experiment, $1.candidate) }
    }

    /// The environments that plans can still use.
    func hasRole(_ role: MirrorRole) -> Bool {
        mirrors.values.joined().contains { mirror in
            mirror.plan.isVersion(role.version, of: role.plan) && mirror.plan.shadows.contains { $0.key == role.shadow }
        }
    }

    /// Prepares to mirror a request that is about to be answered; nil where no plan covers it.
    func watch(_ call: GatewayCall) -> MirroredRequest? {
        guard !mirrors.isEmpty,
            let mirror = mirrors[call.route.path.text]?.first(where: { $0.plan.covers(call.route, of: call.api) })
        else { return nil }
        return MirroredRequest(plan: mirror.plan, call: call)
    }

    /// Offers the request to every shadow that is to have it.
    func play(_ request: MirroredRequest) {
        let plan = request.plan
        guard
            let mirror = mirrors[plan.path.text]?.first(where: {
                $0.plan.isVersion(plan.version, of: plan.name)
            })
        else { return }
        let admitted = plan.admits(request.call.request, request.call.stamp)
        for lane in mirror.lanes {
            if admitted.contains(lane.shadow.key) {
                lane.offer(request)
            } else {
                request.conclude(lane.shadow.key, .notAdmitted)
            }
        }
    }
}
