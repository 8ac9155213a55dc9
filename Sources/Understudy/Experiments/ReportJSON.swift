import JSON
import Scientist

/// The report of a candidate as the JSON API shows it: times in microseconds, and each method by its name.
enum ReportJSON {
    static func json(_ report: FinalReport, _ findings: [Judge.FieldFinding]) -> JSON {
        [
            "note": "for one look at the end; verdicts hold at any time",
            "n": .number("\(report.requests)"), "limit": .number("\(FinalReport.pairLimit)"),
            "from": report.times.map { .number("\($0.lowerBound)") } ?? .null,
            "to": report.times.map { .number("\($0.upperBound)") } ?? .null,
            "behaviour": report.mismatches.map(proportion) ?? .null,
            "errors": [
                "controlOnly": .number("\(report.failures.won)"), "candidateOnly": .number("\(report.failures.lost)"),
                "p": number(report.failures.exactPValue), "method": "McNemar's exact test",
            ],
            "fields": [
                "found": .array(
                    findings.map {
                        [
                            "path": .string($0.field), "kind": .string($0.difference.rawValue),
                            "p": number($0.exactPValue),
                        ]
                    }),
                "method": "McNemar's exact test, candidate against the control's twin, over all requests",
            ],
            "latency": report.speed.map(speed) ?? .null, "coldStarts": coldStarts(report.coldStarts),
        ]
    }

    private static func proportion(_ proportion: Proportion) -> JSON {
        var members = [
            JSON.Member("n", .number("\(proportion.count)")), JSON.Member("mismatches", .number("\(proportion.hits)")),
            JSON.Member("rate", number(proportion.rate)),
            JSON.Member("low", number(proportion.wilson.lowerBound)),
            JSON.Member("high", number(proportion.wilson.upperBound)),
            JSON.Member("method", "Wilson's interval, 95 %; without a mismatch also the rule of three"),
        ]
        if let most = proportion.mostWithoutHit { members.append(JSON.Member("atMost", number(most))) }
        return .object(members)
    }

    private static func speed(_ speed: FinalReport.Speed) -> JSON {
        [
            "n": .number("\(speed.count)"), "ratio": number(speed.ratio),
            "method": "Hodges-Lehmann estimate of log ratios",
            "test": speed.test.map { test in
                [
                    "n": .number("\(test.count)"), "w": number(test.statistic), "p": number(test.pValue),
                    "method": .string(
                        "Wilcoxon's signed-rank test, \(test.isExact ? "exact" : "normal approximation")"),
                ]
            } ?? .null,
            "percentiles": .object(
                speed.percentiles.map { percentile in
                    JSON.Member(
                        "p\(Int((percentile.share * 100).rounded()))",
                        [
                            "difference": number(percentile.difference.value),
                            "low": number(percentile.difference.interval.lowerBound),
                            "high": number(percentile.difference.interval.upperBound),
                        ])
                }),
            "bootstrap": [
                "resamples": .number("\(PercentileBootstrap.resamples)"),
                "seed": .number("\(PercentileBootstrap.seed)"),
                "blocks": .number("\(speed.blocks)"), "method": "percentile interval over resampled pairs, 95 %",
            ],
        ]
    }

    private static func coldStarts(_ coldStarts: FinalReport.ColdStarts) -> JSON {
        [
            "control": .number("\(coldStarts.control.count)"), "candidate": .number("\(coldStarts.candidate.count)"),
            "limit": .number("\(FinalReport.coldStartLimit)"),
            "test": coldStarts.comparison.map { test in
                [
                    "u": number(test.statistic), "z": number(test.score), "p": number(test.pValue),
                    "chanceSlower": number(test.chance), "shift": number(test.shift),
                    "method": "Mann-Whitney U, candidate against control",
                ]
            } ?? .null,
        ]
    }

    private static func number(_ value: Double) -> JSON { ExperimentJSON.number(value) }
}
