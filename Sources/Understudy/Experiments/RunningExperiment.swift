import ExperimentStore
import Scientist

/// One experiment in one version, as far as it has come.
struct RunningExperiment {
    let experiment: Experiment
    let version: Int
    /// The file, or `uploaded`.
    let origin: String
    /// When this version began, in milliseconds since 1970.
    let started: Int
    let examination: Examination
    /// By key of the candidate.
    var evidence: [String: Evidence] = [:]
    var switches: ExperimentSwitches
    /// By key of the candidate.
    var acceptances: [String: [Acceptance]] = [:]
    /// Why it does not run, or not everywhere; sentences.
    var problems: [String] = []
    /// What is allowed, and perhaps not meant.
    var notices: [String] = []
    /// The candidates that can be called; none without a control.
    var callable: Set<String> = []
    /// Those that its own route takes; `ANY` for all.
    var methods: [String] = []
    var examples: [String: DifferenceTree] = [:]

    /// Goes on from where the same version was.
    mutating func takeOver(_ present: RunningExperiment) {
        evidence = present.evidence
        examples = present.examples
        acceptances = present.acceptances
    }

    /// Does not run: its path is another experiment's.
    mutating func yield(to owner: String) {
        callable = []
        problems.append(
            "it does not run: its path '\(experiment.path)' is that of experiment '\(owner)', which was uploaded; take that "
                + "one back with `understudy experiments delete \(owner)`, or give one of them another path.")
    }

    func judge(_ candidate: String) -> Judge {
        Judge(
            experiment.tolerances, candidates: experiment.candidates.count,
            accepted: Set((acceptances[candidate] ?? []).flatMap(\.fields)))
    }

    func verdicts(_ candidate: String) -> Verdicts {
        judge(candidate).verdicts(evidence[candidate]?.all ?? Tally())
    }
}

/// What is switched while an experiment runs, without changing what results mean.
struct ExperimentSwitches: Sendable, Equatable, Codable {
    var isPaused = false
    var sampling: Sampling
    /// What the definition said when this was switched.
    var defined: Sampling

    init(_ sampling: Sampling) {
        self.sampling = sampling
        defined = sampling
    }
}
