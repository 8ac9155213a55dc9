/// How the chance of a false alarm is shared among everything that is looked at, so that the experiment as a whole keeps
/// its word: by Bonferroni, which holds for methods that may be looked at any time as for others.
///
/// Alarms (better, worse) share it by candidate and metric. Latency gets half of a candidate's share, since it is the one
/// that chance decides; behaviour, errors, memory and cost the rest. To call a candidate's answers equivalent each metric may use
/// all of it: a candidate passes only if every metric says so, and the chance that all are wrong is no larger than that
/// of one (the intersection-union principle; R. L. Berger, Technometrics 24, 1982).
public struct ErrorBudget: Sendable, Hashable {
    public let passing: Double
    public let latency: Double
    public let behaviour: Double
    public let errors: Double
    public let memory: Double
    public let cost: Double

    public init(alpha: Double, candidates: Int) {
        let share = alpha / Double(max(1, candidates))
        passing = alpha
        latency = share / 2
        behaviour = share / 8
        errors = share / 8
        memory = share / 8
        cost = share / 8
    }
}
