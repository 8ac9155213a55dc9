import Glibc

/// Says what tallies mean. Pure: the same tally gives the same verdicts.
public struct Judge: Sendable {
    public let tolerances: Tolerances
    public let budget: ErrorBudget
    /// Differences that a person has accepted as the control's defect.
    public var accepted: Set<String>

    /// - Parameters:
    ///   - candidates: how many the experiment has.
    ///   - accepted: fields, see ``FieldPath/field``.
    public init(_ tolerances: Tolerances, candidates: Int, accepted: Set<String> = []) {
        self.tolerances = tolerances
        self.accepted = accepted
        budget = ErrorBudget(alpha: tolerances.alpha, candidates: candidates)
    }

    public func verdicts(_ tally: Tally) -> Verdicts {
        Verdicts(
            behaviour: behaviour(tally), errors: errors(tally), latency: latency(tally), memory: memory(tally),
            cost: cost(tally), answersNeeded: answersNeeded(tally))
    }
}
