import Cloud
import Dashboard
import ExperimentStore
import Scientist

extension DashboardPages {
    func overview() async -> Page {
        let experiments = await laboratory.overview()
        return .overview(
            Overview(
                experiments: experiments.map(ExperimentSummary.init), lostReports: laboratory.queue.lost,
                unstored: await laboratory.unstored, apiAddress: functionsSource.value?.apiAddress ?? ""))
    }
}

extension ExperimentSummary {
    init(_ running: RunningExperiment) {
        let experiment = running.experiment
        self.init(
            name: experiment.name, path: experiment.path, version: running.version, started: running.started,
            state: running.callable.isEmpty ? .notRunning : running.switches.isPaused ? .paused : .running,
            samplePercent: running.switches.sampling.percent, problems: running.problems, notices: running.notices,
            control: FunctionName(experiment.control),
            candidates: experiment.candidates.map { CandidateSummary($0, running) })
    }
}

extension CandidateSummary {
    init(_ candidate: Candidate, _ running: RunningExperiment) {
        let tally = running.evidence[candidate.key]?.all ?? Tally()
        let verdicts = running.verdicts(candidate.key)
        let advice: Advice =
            switch verdicts.advice.recommendation {
            case .promote: .promote
            case .keep: .keep
            case .wait: .wait
            }
        self.init(
            key: candidate.key, name: FunctionName(candidate.subject), requests: tally.requests,
            outcomes: Outcome.allCases.map { ($0.rawValue, tally.count($0)) },
            samplePercent: running.switches.sampling.percent(of: candidate.key), advice: advice,
            adviceExplanation: verdicts.advice.explanation,
            verdicts: VerdictModel.all(verdicts))
    }
}

extension FunctionName {
    init(_ subject: Subject) {
        // A definition that was read has no other kind of ARN.
        let function = (try? FunctionReference(parsing: subject.arn))?.name ?? subject.arn
        self.init(title: subject.name, function: function)
    }
}

extension VerdictModel {
    static func all(_ verdicts: Verdicts) -> [VerdictModel] {
        verdicts.byMetric.map { metric, verdict in
            VerdictModel(
                metric: metric, state: State(verdict.state), count: verdict.count, ratio: verdict.ratio,
                rate: verdict.rate, interval: verdict.interval, needed: verdict.needed, method: verdict.method,
                explanation: verdict.explanation)
        }
    }
}

extension VerdictModel.State {
    init(_ state: Verdict.State) {
        switch state {
        case .better: self = .better
        case .equivalent: self = .equivalent
        case .worse: self = .worse
        case .notYet: self = .notYet
        }
    }
}
