import Glibc

/// Ratios of paired durations, candidate to control, as logarithms: their mean with an interval that holds however often
/// one looks.
///
/// Requests close in time are not independent: a burst slows both sides down, and a quota of the CPU makes durations come
/// in steps. Where neighbours resemble each other (autocorrelation above 0.1) the variance is raised to that of a first
/// order process, by (1 + r) / (1 - r). Pairs that ran in the same environments share what is peculiar to these: see
/// ``EnvironmentPairs``. The larger of the two variances counts.
public struct LogRatios: Sendable, Equatable, Codable {
    public private(set) var moments = RunningMoments()
    private var last: Double?
    /// Of neighbours' products.
    private var neighbours = RunningMoments()
    private var pairs = EnvironmentPairs()

    public init() {}

    public var count: Int { moments.count }

    /// - Parameter environments: the two that the runs took place in; nil where nothing is known of them.
    public mutating func add(control: Double, candidate: Double, environments: String? = nil) {
        guard control > 0, candidate > 0 else { return }
        let value = log(candidate / control)
        moments.add(value)
        if let environments { pairs.add(value, in: environments) }
        if let last { neighbours.add(value * last) }
        last = value
    }

    /// How much neighbours resemble each other, from 0 to 0.95.
    public var autocorrelation: Double {
        guard moments.variance > 0 else { return 0 }
        let covariance = neighbours.mean - moments.mean * moments.mean
        return min(0.95, max(0, covariance / moments.variance))
    }

    /// How many pairs of environments they come from; 0 where nothing is known of them.
    public var environmentPairs: Int { pairs.groups }

    /// Of one logarithm, raised for what they have in common.
    var raisedVariance: Double { max(varianceInTime, pairs.variance(of: moments)) }

    private var varianceInTime: Double {
        let resemblance = autocorrelation
        return resemblance > 0.1 ? moments.variance * (1 + resemblance) / (1 - resemblance) : moments.variance
    }

    /// The mean of the logarithms lies in here, in all looks together, with a probability of 1 - alpha; nil for too few.
    public func interval(alpha: Double) -> ClosedRange<Double>? {
        guard count >= MixtureSequence.fewest else { return nil }
        let half = MixtureSequence.halfWidth(
            count: count, variance: raisedVariance, mixingVariance: MixtureSequence.standardMixingVariance, alpha: alpha
        )
        return moments.mean - half...moments.mean + half
    }

    /// How many pairs it takes until the interval reaches no further than this from the mean; nil for too few to tell,
    /// or for more than a billion.
    public func count(forHalfWidth wanted: Double, alpha: Double) -> Int? {
        guard count >= MixtureSequence.fewest else { return nil }
        return MixtureSequence.count(
            forHalfWidth: wanted, variance: raisedVariance, mixingVariance: MixtureSequence.standardMixingVariance,
            alpha: alpha)
    }
}
