import Cloud
import Emulator
import NIOCore
import Scientist

extension MirrorPlan {
    /// What the emulator has to do for an experiment; nil if its names make no sense to it.
    init?(_ running: RunningExperiment, scope: Scope, board: ExperimentSwitchboard, queue: ReportQueue) {
        let experiment = running.experiment
        guard let path = try? RoutePath(parsing: experiment.path),
            let control = try? FunctionReference(parsing: experiment.control.arn)
        else { return nil }
        self.init(
            name: experiment.name, version: running.version, path: path, methods: running.methods, control: control,
            scope: scope.completed(by: control),
            shadows: experiment.candidates.filter { running.callable.contains($0.key) }.compactMap(Shadow.init),
            moment: Moment(experiment.mode),
            // Beside the control's own run there is no need for another.
            hasTwin: experiment.hasControlTwin && experiment.mode == .afterResponse,
            deadline: .milliseconds(Int64(experiment.deadlineMilliseconds)), concurrency: experiment.concurrency,
            queueLimit: experiment.queueLimit, admits: { request, _ in board.admitted(request) },
            report: { queue.add($0) })
    }
}

extension MirrorPlan.Shadow {
    fileprivate init?(_ candidate: Candidate) {
        guard let function = try? FunctionReference(parsing: candidate.subject.arn) else { return nil }
        self.init(
            key: candidate.key, function: function, environment: candidate.environment,
            isSealed: candidate.isDeniedNetwork)
    }
}

extension MirrorPlan.Moment {
    fileprivate init(_ mode: Mode) {
        switch mode {
        case .afterResponse: self = .afterAnswer
        case .controlFirst: self = .afterControl
        case .parallel: self = .beside
        case .random: self = .besideInAnyOrder
        }
    }
}
