/// One candidate of an experiment, in full.
struct CandidateView {
    let key: String
    let anchor: String
    let title: String
    let functionLink: String
    let style: String
    let requests: String
    let outcomes: [OutcomeView]
    let advice: AdviceView
    let verdicts: [VerdictView]
    let ratioChart: ChartView?
    let samplePercent: String
    let failures: [FailureView]
    let hasFailures: Bool
    let differences: [DifferenceView]
    let hasDifferences: Bool
    let hasOpenDifferences: Bool
    let differencesLink: String
    let acceptances: [AcceptanceView]
    let hasAcceptances: Bool
    let cohorts: [CohortView]
    let hasCohorts: Bool
    /// Only on paper: it is for one look at the end.
    let final: FinalView?

    struct OutcomeView {
        let word: String
        let count: String
        let style: String
        let outcomeLink: String?
    }

    struct FailureView {
        let type: String
        let control: String
        let candidate: String
    }

    struct DifferenceView {
        let field: String
        let count: String
        let controlText: String
        let candidateText: String
        /// There is none where the emulator was started again since.
        let hasExample: Bool
        let link: String
        let isAccepted: Bool
        let isNoise: Bool
    }

    struct AcceptanceView {
        let fields: String
        let reason: String
        let time: String
    }

    struct CohortView {
        let name: String
        let requests: String
        let verdicts: [VerdictView]
    }

    init(
        _ summary: CandidateSummary, _ detail: CandidateDetail, index: Int, _ model: ExperimentDetail, token: String
    ) {
        let experiment = model.summary.name
        key = summary.key
        anchor = Anchor.candidate(summary.key)
        title = summary.name.title
        functionLink = URLPath.function(summary.name.function)
        style = SeriesStyle.of(index)
        requests = Numbers.count(summary.requests, "comparison")
        outcomes = summary.outcomes.filter { $0.count > 0 }.map { OutcomeView($0, experiment, summary.key) }
        advice = AdviceView(summary)
        verdicts = summary.verdicts.map { verdict in
            switch verdict.metric {
            case "latency": VerdictView(verdict, tolerance: model.latencyTolerance)
            case "cost": VerdictView(verdict, tolerance: model.costTolerance)
            case "behaviour", "errors": VerdictView(verdict, limit: model.mismatchLimit)
            default: VerdictView(verdict)
            }
        }
        ratioChart = ChartView(
            RatioChart(
                points: detail.history, tolerance: model.latencyTolerance, style: SeriesStyle.of(index),
                name: summary.name.title))
        samplePercent = Numbers.plainPercent(summary.samplePercent)
        failures = detail.failures.map {
            FailureView(
                type: Excerpt.text($0.type), control: Numbers.count($0.control), candidate: Numbers.count($0.candidate))
        }
        hasFailures = !failures.isEmpty
        let accepted = Set(detail.acceptances.flatMap(\.fields))
        differences = detail.differences.prefix(Self.differenceLimit).map {
            DifferenceView($0, experiment, summary.key, isAccepted: accepted.contains($0.field))
        }
        hasDifferences = !differences.isEmpty
        hasOpenDifferences = detail.differences.contains { !accepted.contains($0.field) && !$0.isNoise }
        differencesLink = URLPath.mismatches(experiment, [("candidate", summary.key)])
        acceptances = detail.acceptances.map {
            AcceptanceView(
                fields: $0.fields.map(FieldName.text).joined(separator: ", "), reason: $0.reason,
                time: Time.full($0.time))
        }
        hasAcceptances = !acceptances.isEmpty
        cohorts = detail.cohorts.prefix(Self.cohortLimit).map {
            CohortView(
                name: $0.name, requests: Numbers.count($0.requests), verdicts: $0.verdicts.map { VerdictView($0) })
        }
        hasCohorts = !cohorts.isEmpty
        final = detail.final.flatMap(FinalView.init)
    }

    private static let differenceLimit = 8
    private static let cohortLimit = 24
}

extension CandidateView.OutcomeView {
    init(_ outcome: (name: String, count: Int), _ experiment: String, _ candidate: String) {
        word = OutcomeWord.text(outcome.name)
        count = Numbers.count(outcome.count)
        style = outcome.name
        outcomeLink =
            ["match", "not_run"].contains(outcome.name)
            ? nil : URLPath.mismatches(experiment, [("candidate", candidate), ("outcome", outcome.name)])
    }
}

extension CandidateView.DifferenceView {
    init(_ model: DifferenceModel, _ experiment: String, _ candidate: String, isAccepted: Bool) {
        field = FieldName.text(model.field)
        count = ([Numbers.count(model.count, "time")] + model.kinds).joined(separator: ", ")
        controlText = Excerpt.text(model.control)
        candidateText = Excerpt.text(model.candidate)
        hasExample = model.control != nil || model.candidate != nil
        link = URLPath.mismatches(experiment, [("candidate", candidate), ("field", model.field)])
        self.isAccepted = isAccepted
        isNoise = model.isNoise
    }
}

/// Outcomes as people read them.
enum OutcomeWord {
    static func text(_ outcome: String) -> String {
        switch outcome {
        case "match": "equal"
        case "mismatch": "different"
        case "ignored": "ignored by a rule"
        case "control_error": "only the control failed"
        case "candidate_error": "only the candidate failed"
        case "both_error": "both failed"
        case "timeout": "timed out"
        case "dropped": "dropped: no room"
        case "not_run": "not called"
        default: outcome
        }
    }
}

enum FieldName {
    /// `$` alone is the body.
    static func text(_ field: String) -> String { field == "$" ? "body" : field }
}

enum Excerpt {
    /// One line, cut.
    static func text(_ value: String?, limit: Int = 120) -> String {
        guard let value else { return "nothing" }
        let line = value.split(whereSeparator: \.isNewline).joined(separator: " ⏎ ")
        return line.count <= limit ? line : line.prefix(limit) + "…"
    }
}
