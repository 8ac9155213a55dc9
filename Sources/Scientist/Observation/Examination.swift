/// Makes observations of what was seen: normalises, compares, redacts, in this order, each once.
public struct Examination: Sendable {
    /// One request, as it was answered.
    public struct Performance: Sendable {
        public var requestID: String
        /// Milliseconds since 1970.
        public var time: Int
        public var request: Request
        public var clientMicroseconds: Int?
        public var control: Run
        public var twin: Run?

        public init(
            requestID: String, time: Int, request: Request, clientMicroseconds: Int?, control: Run, twin: Run? = nil
        ) {
            self.requestID = requestID
            self.time = time
            self.request = request
            self.clientMicroseconds = clientMicroseconds
            self.control = control
            self.twin = twin
        }
    }

    /// What became of the candidate.
    public enum Fate: Sendable {
        case ran(Run)
        case timedOut
        case dropped
        case notRun
    }

    private let experiment: Experiment
    private let version: Int
    private let normaliser: Normaliser
    private let comparison: Comparison
    private let redactor: Redactor

    public init(_ experiment: Experiment, version: Int) throws(Normaliser.Mistake) {
        self.experiment = experiment
        self.version = version
        normaliser = try Normaliser(experiment.normalisation)
        redactor = Redactor(experiment.redactions)
        comparison = Comparison(
            comparators: experiment.comparators, ignores: experiment.ignores, redactor: redactor)
    }

    /// - Parameter day: today in UTC, `2026-11-24`: ignore rules expire.
    public func observe(_ performance: Performance, candidate: String, _ fate: Fate, day: String) -> Observation {
        var isUnreplaced = false
        let control = normalised(performance.control, &isUnreplaced)
        let twin = performance.twin.map { normalised($0, &isUnreplaced) }
        let facts = RequestFacts(performance.request)
        var observation = Observation(
            requestID: performance.requestID, time: performance.time, experiment: experiment.name, version: version,
            candidate: candidate, request: redactor.redact(performance.request),
            clientMicroseconds: performance.clientMicroseconds, control: redacted(control),
            twin: twin.map { redacted(withoutBody($0)) },
            outcome: .notRun, cohorts: experiment.cohorts.map { $0.group(of: facts) })
        switch fate {
        case .ran(let run):
            let own = normalised(run, &isUnreplaced)
            let (outcome, differences) = comparison.compare(control: control.result, candidate: own.result, day: day)
            observation.outcome = outcome
            observation.differences = differences.map(redactor.redact)
            observation.candidateRun = redacted(own, knowing: (control, observation.control))
        case .timedOut: observation.outcome = .timeout
        case .dropped: observation.outcome = .dropped
        case .notRun: break
        }
        if let twin {
            observation.noise = comparison.compare(control: control.result, candidate: twin.result, day: day)
                .differences.map { Observation.Noise(path: $0.path, kind: $0.kind) }
        }
        observation.isUnreplaced = isUnreplaced
        return observation
    }

    private func normalised(_ run: Run, _ isUnreplaced: inout Bool) -> Run {
        guard case .success(let answer) = run.result else { return run }
        let normalised = normaliser.normalise(answer)
        isUnreplaced = isUnreplaced || normalised.isUnreplaced
        var run = run
        run.result = .success(normalised.answer)
        return run
    }

    /// The twin's answer is compared, and only its headers are of further interest.
    private func withoutBody(_ run: Run) -> Run {
        guard case .success(var answer) = run.result else { return run }
        answer.body = []
        var run = run
        run.result = .success(answer)
        return run
    }

    private func redacted(_ run: Run) -> Run {
        var run = run
        run.result = run.result.map(redactor.redact)
        return run
    }

    /// Most answers are the control's, whose secrets have been looked for already.
    private func redacted(_ run: Run, knowing known: (plain: Run, redacted: Run?)) -> Run {
        guard run.result == known.plain.result, let result = known.redacted?.result else { return redacted(run) }
        var run = run
        run.result = result
        return run
    }
}
