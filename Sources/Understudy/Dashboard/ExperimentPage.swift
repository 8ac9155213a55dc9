import Dashboard
import Emulator
import ExperimentStore
import Scientist

extension DashboardPages {
    /// How many versions are shown.
    private static let versionLimit = 20

    func experiment(_ name: String) async throws -> Page {
        let running = try await laboratory.settled(name)
        let versions = try await store.definitions(of: name, limit: Self.versionLimit)
        return .experiment(ExperimentDetail(running, versions: versions, now: WallClock.epochMilliseconds()))
    }
}

extension ExperimentDetail {
    init(_ running: RunningExperiment, versions: [StoredVersion], now: Int) {
        let experiment = running.experiment
        let evidence = experiment.candidates.map { running.evidence[$0.key] ?? Evidence() }
        self.init(
            summary: ExperimentSummary(running), mode: experiment.mode.rawValue, origin: running.origin,
            latencyTolerance: experiment.tolerances.latency, costTolerance: experiment.tolerances.cost,
            mismatchLimit: experiment.tolerances.mismatchRate, control: SideFigures(controlOf: evidence.map(\.all)),
            candidates: zip(experiment.candidates, evidence).map { CandidateDetail(running, $0.key, $1) },
            versions: versions.map { version in
                VersionModel(
                    number: version.number, started: version.started,
                    definition: version.definition.map(ExperimentDefinitionText.yaml)
                        ?? "(written by another release of Understudy)")
            }, definition: ExperimentDefinitionText.yaml(experiment), now: now)
    }
}

extension SideFigures {
    /// The control beside all candidates, taken together.
    init(controlOf tallies: [Tally]) {
        var durations = LogHistogram()
        var (costs, runs, inits, coldStarts) = (0.0, 0, 0.0, 0)
        for tally in tallies {
            durations.add(tally.control.durations)
            costs += tally.cost.controlMean * Double(tally.cost.count)
            runs += tally.cost.count
            inits += tally.control.inits.mean * Double(tally.control.coldStarts)
            coldStarts += tally.control.coldStarts
        }
        self.init(
            durations: durations.bars, quantiles: Quantile.all(durations), warmRuns: durations.count,
            coldStarts: coldStarts, meanInit: coldStarts > 0 ? inits / Double(coldStarts) : nil,
            memorySizeMB: tallies.map(\.control.memorySizeMB).max() ?? 0,
            maxMemoryMB: tallies.map(\.control.maxMemoryMB).max() ?? 0,
            costPerMillion: runs > 0 ? costs / Double(runs) * 1_000_000 : nil)
    }

    init(candidateOf tally: Tally) {
        let side = tally.candidate
        self.init(
            durations: side.durations.bars, quantiles: Quantile.all(side.durations), warmRuns: side.durations.count,
            coldStarts: side.coldStarts, meanInit: side.coldStarts > 0 ? side.inits.mean : nil,
            memorySizeMB: side.memorySizeMB, maxMemoryMB: side.maxMemoryMB,
            costPerMillion: tally.cost.count > 0 ? tally.cost.candidateMean * 1_000_000 : nil)
    }
}

extension Quantile {
    static func all(_ histogram: LogHistogram) -> [Quantile] {
        [("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99)].map { name, share in
            guard let range = QuantileRange(share, of: histogram.count), let value = histogram.quantile(share),
                let low = histogram.value(rank: range.low), let high = histogram.value(rank: range.high)
            else { return Quantile(name: name) }
            if let always = histogram.range(share, .standard) {
                return Quantile(name: name, value: value, interval: always, holdsAlways: true)
            }
            return Quantile(name: name, value: value, interval: low...max(low, high))
        }
    }
}

extension CandidateDetail {
    init(_ running: RunningExperiment, _ key: String, _ evidence: Evidence) {
        let judge = running.judge(key)
        let tally = evidence.all
        let alpha = judge.budget.latency
        self.init(
            figures: SideFigures(candidateOf: tally), cpuRatio: tally.cpu.ratio,
            history: evidence.history.points.map {
                RatioPoint(time: $0.time, count: $0.count, ratio: $0.ratio, interval: $0.interval(alpha: alpha))
            },
            failures: tally.failureTypes.sorted { $0.key < $1.key }.map {
                FailureModel(type: $0.key, control: $0.value.control, candidate: $0.value.candidate)
            },
            differences: DifferenceModel.all(tally, running.examples[key] ?? DifferenceTree(), judge.findings(tally)),
            acceptances: (running.acceptances[key] ?? []).map {
                AcceptanceModel(fields: $0.fields, reason: $0.reason, time: $0.time)
            },
            cohorts: evidence.cohorts.sorted { $0.key < $1.key }.map { name, tally in
                CohortModel(
                    name: name, requests: tally.requests, verdicts: VerdictModel.all(judge.verdicts(tally)))
            })
    }
}

extension DifferenceModel {
    /// The most frequent first.
    static func all(
        _ tally: Tally, _ examples: DifferenceTree, _ findings: [Judge.FieldFinding]
    ) -> [DifferenceModel] {
        var counts: [String: Int] = [:]
        for (mismatch, count) in tally.mismatches {
            for field in mismatch.fields { counts[field, default: 0] += count }
        }
        let noise = Set(findings.map(\.field)).subtracting(findings.filter { $0.kind != .noise }.map(\.field))
        let latest = Dictionary(examples.fields.map { ($0.path, $0) }) { first, _ in first }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { field, count in
            DifferenceModel(
                field: field, count: count, kinds: latest[field]?.kinds.map(\.rawValue).sorted() ?? [],
                control: latest[field]?.latest.control, candidate: latest[field]?.latest.candidate,
                isNoise: noise.contains(field))
        }
    }
}
