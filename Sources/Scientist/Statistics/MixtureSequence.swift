import Glibc

/// Whether the mean of a series differs from 0, and by how much: valid however often one looks.
///
/// The series are logarithms of ratios, candidate to control, one for each request, so that 0 means "as fast". A normal
/// mixture over all sizes of effect gives a likelihood ratio that exceeds 1/alpha in at most alpha of all series without
/// an effect, at any time. It is asymptotic: the variance is that of the sample.
///
/// Sources: Johari, Pekelis, Walsh, "Always valid inference" (arXiv 1512.04922); Howard, Ramdas and others, "Time-uniform,
/// nonparametric, nonasymptotic confidence sequences" (arXiv 1810.08240).
public struct MixtureSequence: Sendable, Equatable {
    /// The standard deviation of the effects that are looked for: ln 1.05, as one cares for some five percent.
    public static let standardMixing = 0.04879016416943205
    static let standardMixingVariance = standardMixing * standardMixing
    /// Below this count the variance is not to be trusted.
    public static let fewest = 30

    public private(set) var moments = RunningMoments()
    /// At most this share of series without an effect is ever taken for one that has it.
    public let alpha: Double
    private let mixingVariance: Double
    /// The smallest that it ever was: what was shown once stays shown.
    public private(set) var pValue = 1.0

    public init(alpha: Double, mixing: Double = standardMixing) {
        self.alpha = alpha
        mixingVariance = mixing * mixing
    }

    public mutating func add(_ logRatio: Double) {
        moments.add(logRatio)
        guard moments.count >= Self.fewest, moments.variance > 0 else { return }
        let evidence = Self.evidence(
            count: moments.count, sum: moments.mean * Double(moments.count), variance: moments.variance,
            mixingVariance: mixingVariance)
        pValue = min(pValue, 1 / evidence)
    }

    /// The mean lies in here, in all looks together, with a probability of 1 - alpha; nil for too few values.
    public var interval: ClosedRange<Double>? {
        guard moments.count >= Self.fewest else { return nil }
        let half = Self.halfWidth(
            count: moments.count, variance: moments.variance, mixingVariance: mixingVariance, alpha: alpha)
        return moments.mean - half...moments.mean + half
    }

    /// How many values it takes until the interval reaches no further than this from the mean, at the present variance;
    /// nil for too few values, or for more than a billion.
    public func count(forHalfWidth wanted: Double) -> Int? {
        guard moments.count >= Self.fewest else { return nil }
        return Self.count(
            forHalfWidth: wanted, variance: moments.variance, mixingVariance: mixingVariance, alpha: alpha)
    }

    static func count(forHalfWidth wanted: Double, variance: Double, mixingVariance: Double, alpha: Double) -> Int? {
        guard wanted > 0 else { return nil }
        func suffices(_ count: Int) -> Bool {
            halfWidth(count: count, variance: variance, mixingVariance: mixingVariance, alpha: alpha) <= wanted
        }
        var upper = fewest
        while !suffices(upper) {
            upper *= 2
            guard upper < 1_000_000_000 else { return nil }
        }
        var lower = fewest - 1
        while upper - lower > 1 {
            let middle = (lower + upper) / 2
            if suffices(middle) { upper = middle } else { lower = middle }
        }
        return upper
    }

    /// The mixture likelihood ratio: sqrt(s / (s + n t)) exp(t S^2 / (2 s (s + n t))), with s the variance, t that of the
    /// mixing, and S the sum of n values.
    static func evidence(count: Int, sum: Double, variance: Double, mixingVariance: Double) -> Double {
        let spread = variance + Double(count) * mixingVariance
        return (variance / spread).squareRoot() * exp(mixingVariance * sum * sum / (2 * variance * spread))
    }

    /// Half the confidence sequence: sqrt(2 s (s + n t) / (n^2 t) * ln(sqrt((s + n t) / s) / alpha)).
    static func halfWidth(count: Int, variance: Double, mixingVariance: Double, alpha: Double) -> Double {
        guard variance > 0 else { return 0 }
        let number = Double(count)
        let spread = variance + number * mixingVariance
        let scale = 2 * variance * spread / (number * number * mixingVariance)
        return (scale * log((spread / variance).squareRoot() / alpha)).squareRoot()
    }
}
