import Cloud
import NIOCore

/// A client's request that shadows get, too: gathers what came of it, and tells when all is known. Confined to the event
/// loop.
final class MirroredRequest {
    let plan: MirrorPlan
    let call: GatewayCall
    private let received = NIODeadline.now()
    private var clientDuration: TimeAmount?
    private var outcome: MirroredRun.Outcome?
    private var answered = NIODeadline.now()
    private var control: MirroredRun?
    private var isAnswered = false
    /// What became of shadows while the control's own run was not over.
    private var early: [(shadow: String, twin: MirroredRun?, fate: MirrorReport.Fate)] = []

    init(plan: MirrorPlan, call: GatewayCall) {
        self.plan = plan
        self.call = call
    }

    // MARK: The run that answers the client

    /// Only the first counts: after the gateway's timeout the client has its answer.
    func controlAnswered(_ outcome: MirroredRun.Outcome) {
        guard self.outcome == nil else { return }
        self.outcome = outcome
        answered = .now()
    }

    /// The last byte is written, or the client gone.
    func answerWritten(isDelivered: Bool) {
        if isDelivered { clientDuration = .now() - received }
        isAnswered = true
        emitWhenComplete()
    }

    func controlFinished(_ measures: InvocationMeasures?) {
        let outcome = outcome ?? .known(.rejected("The control gave no answer."))
        control = MirroredRun(outcome: outcome, elapsed: answered - received, measures: measures, order: -1)
        emitWhenComplete()
    }

    // MARK: Shadows

    func conclude(_ shadow: String, twin: MirroredRun? = nil, _ fate: MirrorReport.Fate) {
        early.append((shadow, twin, fate))
        emitWhenComplete()
    }

    private func emitWhenComplete() {
        guard let control, isAnswered else { return }
        let due = early
        early = []
        for (shadow, twin, fate) in due {
            plan.report(
                MirrorReport(
                    plan: plan.name, planVersion: plan.version, shadow: shadow, request: call.request,
                    stamp: call.stamp,
                    clientDuration: clientDuration, control: control, twin: twin, fate: fate))
        }
    }
}
