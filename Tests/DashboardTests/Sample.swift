import Dashboard

/// An experiment with one candidate that is faster, and differs in one field.
enum Sample {
    static func verdict(
        _ metric: String, _ state: VerdictModel.State, ratio: Double? = nil, rate: Double? = nil,
        interval: ClosedRange<Double>? = nil, needed: Int? = nil, explanation: String = "It is so."
    ) -> VerdictModel {
        VerdictModel(
            metric: metric, state: state, count: 340, ratio: ratio, rate: rate, interval: interval, needed: needed,
            method: "a test, alpha 0.05", explanation: explanation)
    }

    static func candidate(
        key: String = "new", title: String = "New", advice: CandidateSummary.Advice = .promote,
        verdicts: [VerdictModel] = [
            verdict("behaviour", .equivalent, rate: 0, interval: 0...0.004), verdict("errors", .equivalent),
            verdict("latency", .better, ratio: 0.41, interval: 0.38...0.44), verdict("memory", .equivalent, ratio: 1),
            verdict("cost", .better, ratio: 0.851, interval: 0.8...0.9),
        ]
    ) -> CandidateSummary {
        CandidateSummary(
            key: key, name: FunctionName(title: title, function: "candidate-\(key)"), requests: 340,
            outcomes: [("match", 320), ("mismatch", 20), ("dropped", 0)], advice: advice,
            adviceExplanation: "Because of this.", verdicts: verdicts)
    }

    static func summary(
        name: String = "search", state: ExperimentSummary.State = .running, problems: [String] = [],
        candidates: [CandidateSummary] = [candidate()]
    ) -> ExperimentSummary {
        ExperimentSummary(
            name: name, path: "search", version: 3, started: 1_795_000_000_000, state: state, samplePercent: 100,
            problems: problems, control: FunctionName(title: "Control", function: "control-search"),
            candidates: candidates)
    }

    static let control = SideFigures(
        durations: [(4_000, 300), (4_200, 40)],
        quantiles: [
            Quantile(name: "p50", value: 4_000, interval: 3_900...4_100), Quantile(name: "p90"), Quantile(name: "p95"),
            Quantile(name: "p99"),
        ], warmRuns: 340, coldStarts: 2, meanInit: 90_000, memorySizeMB: 128, maxMemoryMB: 21, costPerMillion: 2.178)

    static func detail(
        _ summary: ExperimentSummary = summary(), differences: [DifferenceModel] = [], history: [RatioPoint] = [],
        acceptances: [AcceptanceModel] = []
    ) -> ExperimentDetail {
        ExperimentDetail(
            summary: summary, mode: "after-response", origin: "experiments.yml", latencyTolerance: 0.05,
            costTolerance: 0.05, mismatchLimit: 0.01, control: control,
            candidates: summary.candidates.map { _ in
                CandidateDetail(
                    figures: control, cpuRatio: 0.5, history: history, failures: [], differences: differences,
                    acceptances: acceptances, cohorts: [])
            }, versions: [VersionModel(number: 3, started: 1_795_000_000_000, definition: "experiments:")],
            definition: "experiments:\n  search:\n", now: 1_795_000_060_000)
    }

    /// What a function or a client might send to break out of where it is shown.
    static let attacks = [
        "<script>alert(1)</script>", "\" onmouseover=\"alert(1)", "' onfocus='alert(1)",
        // A quote and a combining accent are one character to Swift, and still a quote to a browser.
        "\"\u{301} onmouseover=\u{22}\u{301}alert(1)", "</textarea><img src=x onerror=alert(1)>", "{{token}}",
        "&lt;b&gt;", "safe \u{202E}txt.exe\u{202C}", "\u{1B}[2K\u{8}\u{0}\u{85}",
    ]
}

extension Dashboard {
    func text(_ page: Page) -> String { html(page, Frame(token: "secret-token", version: "1.0")) }
}
