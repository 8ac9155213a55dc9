/// A verdict in words, shape and numbers.
struct VerdictView {
    let metric: String
    let title: String
    /// `better`, `equivalent`, `worse` or `not yet`.
    let word: String
    /// For the stylesheet and the shapes: the word without its blank.
    let style: String
    /// `×1.08` or `8.3 %`; nil where there is nothing to say.
    let figure: String?
    let explanation: String
    let basis: String
    /// A drawing of the interval.
    let bar: String?
    /// `0.97 to 1.05`
    let interval: String?

    init(_ model: VerdictModel, tolerance: Double? = nil, limit: Double? = nil) {
        metric = model.metric
        title = model.metric.prefix(1).uppercased() + model.metric.dropFirst()
        word = model.state.rawValue
        style = model.state.style
        figure = Self.figure(model)
        explanation = model.explanation
        basis = "\(Numbers.count(model.count, "request")); \(model.method)"
        interval = model.interval.map { interval in
            model.ratio == nil
                ? "\(Numbers.short(interval.lowerBound * 100)) to \(Numbers.short(interval.upperBound * 100)) %"
                : "\(Numbers.ratio(interval.lowerBound)) to \(Numbers.ratio(interval.upperBound))"
        }
        bar = Self.bar(model, tolerance: tolerance, limit: limit)
    }

    private static func figure(_ model: VerdictModel) -> String? {
        if let ratio = model.ratio { return Numbers.ratio(ratio) }
        if let rate = model.rate, rate > 0 { return Numbers.percent(rate) }
        return nil
    }

    private static func bar(_ model: VerdictModel, tolerance: Double?, limit: Double?) -> String? {
        guard let interval = model.interval else { return nil }
        if let ratio = model.ratio, let tolerance, interval.lowerBound > 0 {
            return IntervalBar.ratio(ratio, interval, tolerance: tolerance, model.state.style)
        }
        if let rate = model.rate, let limit {
            return IntervalBar.rate(rate, interval, limit: limit, model.state.style)
        }
        return nil
    }
}

extension VerdictModel.State {
    var style: String { self == .notYet ? "not-yet" : rawValue }
}

/// What is to be done with a candidate, and why.
struct AdviceView {
    let word: String
    let style: String
    /// One sentence.
    let reason: String

    init(_ candidate: CandidateSummary) {
        style = candidate.advice.rawValue
        word =
            switch candidate.advice {
            case .promote: "promote"
            case .keep: "keep the control"
            case .wait: "wait"
            }
        reason = Self.reason(candidate)
    }

    private static func reason(_ candidate: CandidateSummary) -> String {
        switch candidate.advice {
        case .keep:
            guard let worst = candidate.verdicts.first(where: { $0.state == .worse }) else { return "" }
            return worst.explanation
        case .promote:
            let better = candidate.verdicts.filter { $0.state == .better }.map(\.metric)
            return better.isEmpty
                ? "Nothing is worse."
                : "Nothing is worse, and \(list(better)) \(better.count == 1 ? "is" : "are") better."
        case .wait: return waiting(candidate)
        }
    }

    private static func waiting(_ candidate: CandidateSummary) -> String {
        guard candidate.requests > 0 else { return "No request has been compared yet." }
        let open = candidate.verdicts.filter {
            $0.state == .notYet && ["behaviour", "errors", "latency"].contains($0.metric)
        }
        guard let longest = open.max(by: { ($0.needed ?? .max) < ($1.needed ?? .max) }) else {
            // Differences were accepted, and little else has been seen.
            return "More answers like the control's are needed."
        }
        let names = list(open.map(\.metric))
        guard let needed = longest.needed else { return "Not sure yet of \(names)." }
        return "Not sure yet of \(names): about \(Numbers.count(needed)) more \(needed == 1 ? "request" : "requests")."
    }

    static func list(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}
