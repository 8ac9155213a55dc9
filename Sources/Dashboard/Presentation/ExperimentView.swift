/// One experiment for its template.
struct ExperimentView {
    let name: String
    let token: String
    let link: String
    let path: String
    let state: StateView
    let isPaused: Bool
    let isRunning: Bool
    let samplePercent: String
    let facts: [Fact]
    let problems: [String]
    let notices: [String]
    let rows: [CandidateRow]
    let hasFigures: Bool
    /// Where there are no figures: how they come about.
    let whatToDo: String
    let distribution: ChartView?
    let sides: [SideView]
    let candidates: [CandidateView]
    let differencesLink: String
    let definition: String
    let versions: [VersionView]

    struct Fact {
        let term: String
        let text: String
        let factLink: String?
    }

    struct VersionView {
        let number: Int
        let started: String
        let definition: String
        let isCurrent: Bool
    }

    init(_ model: ExperimentDetail, token: String) {
        let summary = model.summary
        self.token = token
        name = summary.name
        link = URLPath.experiment(summary.name)
        path = "/" + summary.path
        state = StateView(summary.state)
        isPaused = summary.state == .paused
        isRunning = summary.state == .running
        samplePercent = Numbers.short(summary.samplePercent).replacing(",", with: "")
        facts = Self.facts(model)
        problems = summary.problems
        notices = summary.notices
        rows = summary.candidates.map { CandidateRow($0, experiment: summary) }
        hasFigures = model.control.warmRuns + model.control.coldStarts > 0
        whatToDo = Self.whatToDo(summary)
        distribution = ChartView(distributionOf: model)
        sides = Self.sides(model)
        candidates = zip(summary.candidates, model.candidates).enumerated().map { index, pair in
            CandidateView(pair.0, pair.1, index: index, model, token: token)
        }
        differencesLink = URLPath.mismatches(summary.name)
        definition = model.definition
        versions = model.versions.map {
            VersionView(
                number: $0.number, started: Time.full($0.started), definition: $0.definition,
                isCurrent: $0.number == summary.version)
        }
    }

    private static func whatToDo(_ summary: ExperimentSummary) -> String {
        switch summary.state {
        case .running where summary.samplePercent == 0:
            "The share of the requests is 0 %: set a larger one, and candidates are called."
        case .running: "Send requests to /\(summary.path), and figures appear here."
        case .paused: "The experiment is paused: resume it, and send requests to /\(summary.path)."
        case .notRunning: "The experiment does not run: see the problem above."
        }
    }

    private static func facts(_ model: ExperimentDetail) -> [Fact] {
        let summary = model.summary
        return [
            Fact(term: "Route", text: "/" + summary.path, factLink: nil),
            Fact(
                term: "Control", text: summary.control.title,
                factLink: URLPath.function(summary.control.function)),
            Fact(
                term: "Version", text: "\(summary.version), begun \(Time.ago(summary.started, now: model.now))",
                factLink: nil),
            Fact(term: "Candidates are called", text: modes[model.mode] ?? model.mode, factLink: nil),
            Fact(term: "Defined in", text: fileName(model.origin), factLink: nil),
        ]
    }

    private static func fileName(_ path: String) -> String {
        path == "uploaded" ? "an upload" : path.split(separator: "/").last.map(String.init) ?? path
    }

    private static let modes = [
        "after-response": "after the client has its answer", "parallel": "beside the control",
        "control-first": "once the control has answered", "random": "beside the control, in random order",
    ]

    private static func sides(_ model: ExperimentDetail) -> [SideView] {
        [SideView(model.control, title: model.summary.control.title, key: "control", style: "control", isControl: true)]
            + zip(model.summary.candidates, model.candidates).enumerated().map { index, pair in
                SideView(
                    pair.1.figures, title: pair.0.name.title, key: pair.0.key, style: SeriesStyle.of(index),
                    isControl: false, cpuRatio: pair.1.cpuRatio)
            }
    }
}

/// How candidates are told apart in charts, besides by name.
enum SeriesStyle {
    /// Beyond eight colours nobody can tell them apart anyway.
    static func of(_ index: Int) -> String { "series-\(index % 8 + 1)" }
}

/// A drawing twice: for wide windows, and for phones, where a smaller copy would be unreadable.
struct ChartView {
    let wide: String
    let narrow: String

    init?(distributionOf model: ExperimentDetail) {
        let all =
            [("\(model.summary.control.title), the control", "control", model.control)]
            + zip(model.summary.candidates, model.candidates).enumerated().map { index, pair in
                (pair.0.name.title, SeriesStyle.of(index), pair.1.figures)
            }
        guard all.contains(where: { $0.2.warmRuns > 0 }) else { return nil }
        let chart = DistributionChart(
            series: all.map { name, style, figures in
                DistributionChart.Series(
                    name: name, style: style, durations: figures.durations,
                    median: figures.quantiles.first { $0.name == "p50" }?.value,
                    p95: figures.quantiles.first { $0.name == "p95" }?.value)
            })
        wide = chart.svg(width: 1_080, "chart wide")
        narrow = chart.svg(width: 340, "chart narrow")
    }

    init?(_ chart: RatioChart) {
        guard let wide = chart.svg(width: 620, "chart wide"), let narrow = chart.svg(width: 340, "chart narrow") else {
            return nil
        }
        self.wide = wide
        self.narrow = narrow
    }
}

/// What was measured of one function, as a row of a table.
struct SideView {
    let title: String
    let key: String
    let style: String
    let isControl: Bool
    let quantiles: [QuantileView]
    let runs: String
    let memory: String
    let memoryShare: String
    let cpu: String
    let cost: String
    let coldStarts: String
    let meanInit: String

    struct QuantileView {
        let name: String
        let value: String
        let interval: String?
        let isForOneLook: Bool
        let isKnown: Bool
    }

    init(
        _ figures: SideFigures, title: String, key: String, style: String, isControl: Bool, cpuRatio: Double? = nil
    ) {
        self.title = title
        self.key = key
        self.style = style
        self.isControl = isControl
        quantiles = figures.quantiles.map { quantile in
            QuantileView(
                name: quantile.name, value: quantile.value.map(Numbers.milliseconds) ?? "too few",
                interval: quantile.interval.map {
                    "\(Numbers.milliseconds($0.lowerBound)) – \(Numbers.milliseconds($0.upperBound))"
                }, isForOneLook: !quantile.holdsAlways, isKnown: quantile.value != nil)
        }
        runs = Numbers.count(figures.warmRuns)
        memory = figures.maxMemoryMB > 0 ? "\(Numbers.count(figures.maxMemoryMB)) MB" : "–"
        memoryShare = figures.memorySizeMB > 0 ? "of \(Numbers.count(figures.memorySizeMB)) MB" : ""
        cpu = isControl ? "×1" : cpuRatio.map(Numbers.ratio) ?? "–"
        cost = figures.costPerMillion.map(Numbers.dollars) ?? "–"
        coldStarts = Numbers.count(figures.coldStarts)
        meanInit = figures.meanInit.map { "init \(Numbers.duration($0))" } ?? ""
    }
}
