/// The ratio of two sums over pairs, such as what candidate and control cost: valid however often one looks.
///
/// Of costs the sum is what one pays, so rare expensive requests count as much as they cost, unlike in a mean of
/// ratios. The spread of the ratio is that of the residuals (candidate less ratio times control) over the mean of the
/// control; the interval is that of ``MixtureSequence``.
public struct PairedTotals: Sendable, Equatable, Codable {
    private var control = RunningMoments()
    private var candidate = RunningMoments()
    /// Sum of products of both distances from their means.
    private var product = 0.0

    public init() {}

    public var count: Int { control.count }
    public var controlMean: Double { control.mean }
    public var candidateMean: Double { candidate.mean }

    public mutating func add(control controlValue: Double, candidate candidateValue: Double) {
        let distance = controlValue - control.mean
        control.add(controlValue)
        candidate.add(candidateValue)
        product += distance * (candidateValue - candidate.mean)
    }

    /// Candidate to control; nil while the control's sum is 0.
    public var ratio: Double? { control.mean > 0 ? candidate.mean / control.mean : nil }

    /// Of one residual, as a share of the control's mean.
    public var variance: Double {
        guard count > 1, let ratio else { return 0 }
        let covariance = product / Double(count - 1)
        let residual = candidate.variance + ratio * ratio * control.variance - 2 * ratio * covariance
        return max(0, residual) / (control.mean * control.mean)
    }

    /// The ratio lies in here, in all looks together, with a probability of 1 - alpha; nil for too few pairs.
    public func interval(alpha: Double) -> ClosedRange<Double>? {
        guard count >= MixtureSequence.fewest, let ratio else { return nil }
        let half = MixtureSequence.halfWidth(
            count: count, variance: variance,
            mixingVariance: MixtureSequence.standardMixingVariance, alpha: alpha)
        return max(0, ratio - half)...ratio + half
    }

    /// How many pairs it takes until the interval reaches no further than this from the ratio; nil for too few to tell,
    /// or for more than a billion.
    public func count(forHalfWidth wanted: Double, alpha: Double) -> Int? {
        guard count >= MixtureSequence.fewest else { return nil }
        return MixtureSequence.count(
            forHalfWidth: wanted, variance: variance, mixingVariance: MixtureSequence.standardMixingVariance,
            alpha: alpha)
    }
}
