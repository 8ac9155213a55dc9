/// What the Scientist says of a candidate in one respect.
public struct Verdict: Sendable, Hashable {
    public enum State: String, Sendable, Hashable, CaseIterable {
        case better
        case equivalent
        case worse
        case notYet = "not yet"
    }

    public var state: State
    /// How many observations it rests on.
    public var count: Int
    /// Candidate to control, for what is compared as a ratio.
    public var ratio: Double?
    /// How often it happens, for what is counted: 0 to 1.
    public var rate: Double?
    /// Where ratio or rate lie, in all looks together, with the confidence that the method says.
    public var interval: ClosedRange<Double>?
    /// About how many more requests it takes; nil where that is unknown, or the verdict is there.
    public var needed: Int?
    /// The method, and its error.
    public var method: String
    /// One plain sentence.
    public var explanation: String
}

/// All that is said of a candidate.
public struct Verdicts: Sendable, Hashable {
    public var behaviour: Verdict
    public var errors: Verdict
    public var latency: Verdict
    public var memory: Verdict
    public var cost: Verdict
    /// How many more equal answers it takes until mismatches, but for accepted ones and noise, are proven to be rarer than
    /// the tolerance: until the evidence of the sequential test reaches 1 / alpha. 0 if it has.
    public var answersNeeded: Int

    /// By the names of the public contract, in the order in which they are shown.
    public var byMetric: [(metric: String, verdict: Verdict)] {
        [
            ("behaviour", behaviour), ("errors", errors), ("latency", latency), ("memory", memory), ("cost", cost),
        ]
    }

}

extension Verdicts {
    /// What to do with a candidate.
    public struct Advice: Sendable, Hashable {
        public var recommendation: Recommendation
        /// One sentence.
        public var explanation: String
    }

    public enum Recommendation: String, Sendable, Hashable {
        case promote
        /// The control stays.
        case keep
        /// It is too early to tell.
        case wait
    }

    /// Anything that is worse keeps the control, memory too: what uses more today may be out of it tomorrow. A candidate
    /// is promoted when its answers are proven (``answersNeeded``), it fails no more often, and it is as fast or
    /// faster.
    ///
    /// Cost and memory need not be settled for that, only not be worse: promotion asks whether a change is safe, and
    /// money is lost slowly, in sight, while the evidence on it goes on growing. The sentence says what is still open.
    ///
    /// Ignore rules do not hold it up: each carries the reason of a person. What an experiment does to clients is not
    /// measured here, so it is no part of the advice.
    public var advice: Advice {
        let worse = byMetric.filter { $0.verdict.state == .worse }.map(\.metric)
        if !worse.isEmpty {
            return Advice(recommendation: .keep, explanation: "Keep the control: \(Self.list(worse)) got worse.")
        }
        if !open.isEmpty { return Advice(recommendation: .wait, explanation: "Wait for \(Self.list(open)).") }
        let unsettled = byMetric.filter { $0.verdict.state == .notYet }.map(\.metric)
        let rest = unsettled.isEmpty ? "" : ", though nothing can be said of \(Self.list(unsettled)) yet"
        return Advice(
            recommendation: .promote,
            explanation:
                "Promote it: it answers as it should, time is \(latency.state.rawValue), and nothing got worse\(rest).")
    }

    /// What a promotion has to wait for.
    private var open: [String] {
        var open: [String] = []
        if answersNeeded > 0 { open.append(Figures.about(answersNeeded, "more answer") + " like the control's") }
        if errors.state == .notYet, let rate = errors.rate, rate > 0 { open.append("word on its failures") }
        guard latency.state == .notYet else { return open }
        return open + [
            latency.needed.map { Figures.about($0, "more pair") + " of times" } ?? "more pairs of times"
        ]
    }

    private static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}
