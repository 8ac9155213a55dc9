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

    /// By the names of the public contract, in the order in which they are shown.
    public var byMetric: [(metric: String, verdict: Verdict)] {
        [
            ("behaviour", behaviour), ("errors", errors), ("latency", latency), ("memory", memory), ("cost", cost),
        ]
    }

    /// Whether the candidate may take the control's place: nothing is worse, it behaves as it should, and is no slower.
    public var recommendation: Recommendation {
        let all = byMetric.map(\.verdict.state)
        if all.contains(.worse) { return .keep }
        let needed = [behaviour.state, errors.state, latency.state]
        return needed.contains(.notYet) ? .wait : .promote
    }

    public enum Recommendation: String, Sendable, Hashable {
        case promote
        /// The control stays.
        case keep
        /// It is too early to tell.
        case wait
    }
}
