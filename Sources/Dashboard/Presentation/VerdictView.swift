/// A verdict in words, shape and numbers.
struct VerdictView {
    let metric: String
    let title: String
    /// `better`, `equivalent`, `worse` or `not yet`.
    let word: String
    /// For the stylesheet and the shapes: the word without its blank.
    let style: String
    let isRatio: Bool
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
        isRatio = model.ratio != nil
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

    /// Of what is worse, how much worse it is.
    private static func reason(_ candidate: CandidateSummary) -> String {
        guard candidate.requests > 0 else { return "No request has been compared yet." }
        let worst = candidate.advice == .keep ? candidate.verdicts.first { $0.state == .worse } : nil
        return (worst?.explanation ?? candidate.adviceExplanation) + ignored(candidate)
    }

    /// A candidate may owe its equality to rules more than to its answers; nothing where it does not.
    private static func ignored(_ candidate: CandidateSummary) -> String {
        func count(_ outcome: String) -> Int { candidate.outcomes.first { $0.name == outcome }?.count ?? 0 }
        let (ignored, equal) = (count("ignored"), count("match"))
        guard ignored > equal else { return "" }
        return
            " Of \(Numbers.count(ignored + equal, "answer")) taken for equal, \(Numbers.count(ignored)) differ where "
            + "a rule ignores it."
    }
}
