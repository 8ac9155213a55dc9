/// The latest run at several memory sizes, for its template.
struct TuningView {
    let isRunning: Bool
    let percent: String
    let trouble: String?
    let isCancelled: Bool
    let caption: String
    let tuningChart: ChartView?
    let sizes: [SizeView]
    let hasSizes: Bool
    let advices: [AdviceView]
    let remarks: [String]

    struct SizeView {
        let memory: String
        let median: String
        let interval: String
        let billed: String
        let used: String
        let cost: String
        let failures: String
        let hasFailures: Bool
    }

    struct AdviceView {
        let goal: String
        let memory: String
        let reason: String
    }

    init(_ model: Tuning) {
        isRunning = model.state == .running
        percent = "\(Int((model.progress * 100).rounded()))"
        trouble = model.problem
        isCancelled = model.state == .cancelled
        caption = "\(Numbers.count(model.count, "invocation")) at each size, \(Time.full(model.started))"
        var goals: [Int: [String]] = [:]
        for recommendation in model.recommendations {
            goals[recommendation.memorySizeMB, default: []].append("by \(recommendation.goal)")
        }
        tuningChart = ChartView(TuningChart(sizes: model.sizes, goals: goals))
        sizes = model.sizes.map(SizeView.init)
        hasSizes = !sizes.isEmpty
        advices = model.recommendations.map {
            AdviceView(goal: $0.goal, memory: "\(Numbers.count($0.memorySizeMB)) MB", reason: $0.reason)
        }
        remarks = model.notes
    }
}

extension TuningView.SizeView {
    init(_ model: Tuning.Size) {
        memory = "\(Numbers.count(model.memorySizeMB)) MB"
        median = model.median.map { Numbers.milliseconds($0 * 1_000) } ?? "–"
        interval =
            model.interval.map {
                "\(Numbers.milliseconds($0.lowerBound * 1_000)) – \(Numbers.milliseconds($0.upperBound * 1_000))"
            } ?? ""
        billed = model.billed.map { Numbers.fixed($0, 1) } ?? "–"
        used = model.maxMemoryMB.map { "\(Numbers.count($0)) MB" } ?? "–"
        cost = model.costPerMillion.map(Numbers.dollars) ?? "–"
        failures = Numbers.count(model.failures)
        hasFailures = model.failures > 0
    }
}

extension ChartView {
    init?(_ chart: TuningChart) {
        guard let wide = chart.svg(width: 1_080, "chart wide"), let narrow = chart.svg(width: 340, "chart narrow")
        else {
            return nil
        }
        self.wide = wide
        self.narrow = narrow
    }
}
