import ExperimentStore
import JSON
import Scientist

/// Experiments as the JSON API shows them; the keys are public contract.
enum ExperimentJSON {
    /// - Parameters:
    ///   - lost: requests that found no room to be looked at.
    ///   - unstored: observations that are counted, and could not be stored.
    static func list(_ experiments: [RunningExperiment], lost: Int, unstored: Int) -> JSON {
        [
            "experiments": .array(experiments.map(summary)), "lostReports": .number("\(lost)"),
            "unstoredObservations": .number("\(unstored)"),
        ]
    }

    static func summary(_ running: RunningExperiment) -> JSON {
        let experiment = running.experiment
        return [
            "name": .string(experiment.name), "path": .string(experiment.path),
            "version": .number("\(running.version)"),
            "started": .number("\(running.started)"), "origin": .string(running.origin),
            "state": .string(running.state), "mode": .string(experiment.mode.rawValue),
            "samplePercent": number(running.switches.sampling.percent),
            "problems": .array(running.problems.map(JSON.string)), "notices": .array(running.notices.map(JSON.string)),
            "control": subject(experiment.control),
            "candidates": .array(experiment.candidates.map { candidate(running, $0) }),
        ]
    }

    /// The experiment with everything that is known of each candidate.
    ///
    /// - Parameter reports: by key of the candidate; none for those that are not asked for.
    static func detail(
        _ running: RunningExperiment, versions: [(number: Int, started: Int)], reports: [String: FinalReport]
    ) -> JSON {
        guard case .object(var members) = summary(running) else { return .null }
        members.append(
            JSON.Member(
                "versions",
                .array(versions.map { ["version": .number("\($0.number)"), "started": .number("\($0.started)")] })))
        members.append(
            JSON.Member(
                "details",
                .object(
                    running.experiment.candidates.map {
                        JSON.Member($0.key, details(running, $0.key, reports[$0.key]))
                    })))
        return .object(members)
    }

    private static func subject(_ subject: Subject) -> JSON {
        ["name": .string(subject.name), "arn": .string(subject.arn)]
    }

    private static func candidate(_ running: RunningExperiment, _ candidate: Candidate) -> JSON {
        let tally = running.evidence[candidate.key]?.all ?? Tally()
        let verdicts = running.verdicts(candidate.key)
        return [
            "key": .string(candidate.key), "name": .string(candidate.subject.name),
            "arn": .string(candidate.subject.arn), "requests": .number("\(tally.requests)"),
            "outcomes": outcomes(tally), "samplePercent": number(running.switches.sampling.percent(of: candidate.key)),
            "recommendation": .string(verdicts.advice.recommendation.rawValue),
            "recommendationExplanation": .string(verdicts.advice.explanation),
            "verdicts": json(verdicts, version: running.version),
        ]
    }

    /// Match and mismatch always, others where there are any.
    static func outcomes(_ tally: Tally) -> JSON {
        .object(
            Outcome.allCases.compactMap { outcome in
                let count = tally.count(outcome)
                guard count > 0 || outcome == .match || outcome == .mismatch else { return nil }
                return JSON.Member(outcome.rawValue, .number("\(count)"))
            })
    }

    private static func json(_ verdicts: Verdicts, version: Int) -> JSON {
        .object(verdicts.byMetric.map { JSON.Member($0.metric, json($0.verdict, version: version)) })
    }

    private static func json(_ verdict: Verdict, version: Int) -> JSON {
        var members = [
            JSON.Member("state", .string(verdict.state.rawValue)), JSON.Member("n", .number("\(verdict.count)")),
            JSON.Member("version", .number("\(version)")),
        ]
        if let ratio = verdict.ratio { members.append(JSON.Member("ratio", number(ratio))) }
        if let rate = verdict.rate { members.append(JSON.Member("rate", number(rate))) }
        if let interval = verdict.interval {
            members.append(JSON.Member("low", number(interval.lowerBound)))
            members.append(JSON.Member("high", number(interval.upperBound)))
        }
        if let needed = verdict.needed { members.append(JSON.Member("needed", .number("\(needed)"))) }
        members.append(JSON.Member("method", .string(verdict.method)))
        members.append(JSON.Member("explanation", .string(verdict.explanation)))
        return .object(members)
    }

    private static func details(_ running: RunningExperiment, _ key: String, _ report: FinalReport?) -> JSON {
        let evidence = running.evidence[key] ?? Evidence()
        let judge = running.judge(key)
        return [
            "report": report.map { ReportJSON.json($0, judge.findings(evidence.all)) } ?? .null,
            "control": side(evidence.all.control), "candidate": side(evidence.all.candidate),
            "clients": durations(evidence.all.clients), "cpuRatio": evidence.all.cpu.ratio.map(number) ?? .null,
            "costPerMillion": [
                "control": number(evidence.all.cost.controlMean * 1_000_000),
                "candidate": number(evidence.all.cost.candidateMean * 1_000_000),
            ],
            "failures": .object(
                evidence.all.failureTypes.sorted { $0.key < $1.key }.map { type, count in
                    JSON.Member(
                        type, ["control": .number("\(count.control)"), "candidate": .number("\(count.candidate)")])
                }),
            "differences": .array((running.examples[key] ?? DifferenceTree()).fields.map(field)),
            "fields": [
                "method": .string(judge.fieldMethod), "found": .array(judge.findings(evidence.all).map(finding)),
            ],
            "unreplaced": .number("\(evidence.all.unreplaced)"),
            "mismatches": .array(
                evidence.all.mismatches.sorted {
                    ($1.value, $0.key.fields.first ?? "") < ($0.value, $1.key.fields.first ?? "")
                }.map { mismatch, count in
                    ["fields": .array(mismatch.fields.map(JSON.string)), "count": .number("\(count)")]
                }),
            "acceptances": .array(
                (running.acceptances[key] ?? []).map {
                    [
                        "fields": .array($0.fields.map(JSON.string)), "reason": .string($0.reason),
                        "time": .number("\($0.time)"),
                    ]
                }),
            "cohorts": .object(
                evidence.cohorts.sorted { $0.key < $1.key }.map { name, tally in
                    JSON.Member(
                        name,
                        [
                            "requests": .number("\(tally.requests)"), "outcomes": outcomes(tally),
                            "verdicts": json(judge.verdicts(tally), version: running.version),
                        ])
                }),
        ]
    }

    private static func field(_ field: DifferenceTree.Field) -> JSON {
        [
            "path": .string(field.path), "count": .number("\(field.count)"),
            "kinds": .array(field.kinds.map(\.rawValue).sorted().map(JSON.string)),
            "control": field.latest.control.map(JSON.string) ?? .null,
            "candidate": field.latest.candidate.map(JSON.string) ?? .null,
            "firstSeen": .number("\(field.firstSeen)"), "lastSeen": .number("\(field.lastSeen)"),
            "examples": .array(field.examples.map(example)),
        ]
    }

    private static func example(_ example: DifferenceTree.Example) -> JSON {
        [
            "requestId": .string(example.requestID), "time": .number("\(example.time)"),
            "control": example.control.map(JSON.string) ?? .null,
            "candidate": example.candidate.map(JSON.string) ?? .null,
        ]
    }

    private static func finding(_ finding: Judge.FieldFinding) -> JSON {
        [
            "path": .string(finding.field), "kind": .string(finding.difference.rawValue),
            "finding": .string(finding.kind.rawValue),
            "candidateOnly": .number("\(finding.candidateOnly)"), "twinOnly": .number("\(finding.twinOnly)"),
            "both": .number("\(finding.both)"), "logEvidence": number(finding.logEvidence),
        ]
    }

    private static func side(_ side: Tally.Side) -> JSON {
        [
            "warm": durations(side.durations), "coldStarts": .number("\(side.coldStarts)"),
            "meanInitMicroseconds": side.coldStarts > 0 ? number(side.inits.mean.rounded()) : .null,
            "memorySizeMB": .number("\(side.memorySizeMB)"), "maxMemoryUsedMB": .number("\(side.maxMemoryMB)"),
        ]
    }

    /// Microseconds. A quantile is hidden while the sample cannot bound it, by either method.
    private static func durations(_ histogram: LogHistogram) -> JSON {
        var members = [
            JSON.Member("n", .number("\(histogram.count)")),
            JSON.Member("method", "order statistics, 95 %, for one look"),
            JSON.Member("anytimeMethod", "empirical process band (Howard, Ramdas), 95 % in all looks at all quantiles"),
        ]
        for (name, share) in [("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99)] {
            members.append(JSON.Member(name, quantile(share, histogram) ?? .null))
        }
        return .object(members)
    }

    private static func quantile(_ share: Double, _ histogram: LogHistogram) -> JSON? {
        guard let range = QuantileRange(share, of: histogram.count), let value = histogram.quantile(share),
            let low = histogram.value(rank: range.low), let high = histogram.value(rank: range.high)
        else { return nil }
        let anytime = histogram.range(share, .standard)
        return [
            "value": number(value.rounded()), "low": number(low.rounded()), "high": number(high.rounded()),
            "anytime": anytime.map {
                ["low": number($0.lowerBound.rounded()), "high": number($0.upperBound.rounded())]
            } ?? .null, "anytimeFrom": .number("\(EmpiricalBand.standard.fewest(for: share))"),
        ]
    }

    static func number(_ value: Double) -> JSON {
        guard value.isFinite else { return .null }
        return .number(value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)")
    }
}

extension RunningExperiment {
    /// In a word.
    var state: String {
        if callable.isEmpty { return "not running" }
        return switches.isPaused ? "paused" : "running"
    }
}
