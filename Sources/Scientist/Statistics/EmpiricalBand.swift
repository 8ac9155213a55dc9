import Glibc

/// How far a sample's distribution is from the one that it was drawn from, at every value and after every observation at
/// once: what quantiles may be shown with, however often one looks.
///
/// The distance stays below 0.85 sqrt((ln(1 + ln t) + C) / t) for all t from 1 on, with a probability of 1 - alpha.
/// Source: S. R. Howard, A. Ramdas, "Sequential estimation of quantiles" (arXiv 1906.09712), theorem 2.
public struct EmpiricalBand: Sendable, Equatable {
    private static let scale = 0.85
    /// With an error of 5 %, and of 5 % for two of them together.
    public static let standard = EmpiricalBand(alpha: 0.05)
    public static let ofTwo = EmpiricalBand(alpha: 0.025)

    /// C of the formula.
    let constant: Double

    public init(alpha: Double) {
        precondition(alpha > 0 && alpha < 1, "a chance lies between 0 and 1")
        constant = Self.constant(alpha: alpha)
    }

    /// In shares of the sample; 1 for none.
    public func halfWidth(_ count: Int) -> Double {
        guard count > 0 else { return 1 }
        let number = Double(count)
        return Self.scale * ((log1p(log(number)) + constant) / number).squareRoot()
    }

    /// Between which ranks of a sample, from 1, a quantile lies; nil where the sample is too small for both ends to exist.
    public func ranks(_ share: Double, of count: Int) -> ClosedRange<Int>? {
        let half = halfWidth(count)
        let low = Int((Double(count) * (share - half)).rounded(.up))
        let high = Int((Double(count) * (share + half)).rounded(.down)) + 1
        return low >= 1 && high <= count ? low...high : nil
    }

    /// The least sample that bounds a quantile on both sides.
    public func fewest(for share: Double) -> Int {
        let room = min(share, 1 - share)
        precondition(room > 0, "no sample bounds the smallest or the largest value")
        var (below, enough) = (0, 1)
        while halfWidth(enough) >= room { (below, enough) = (enough, enough * 2) }
        while enough - below > 1 {
            let middle = (below + enough) / 2
            if halfWidth(middle) >= room { below = middle } else { enough = middle }
        }
        return enough
    }

    // MARK: The constant

    /// The least C whose chance of error is alpha.
    private static func constant(alpha: Double) -> Double {
        var (low, high) = (1.0, 1.0)
        while chance(high) > alpha { high *= 2 }
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if chance(middle) > alpha { low = middle } else { high = middle }
        }
        return high
    }

    /// The infimum over eta of 4 exp(-g C) (1 + 1 / ((g - 1) ln eta)), with g = 2 / eta (A - sqrt(2 (eta - 1) / C))^2: by
    /// thirds, since it falls and then rises.
    private static func chance(_ constant: Double) -> Double {
        var (low, high) = (1.0, 1 + scale * scale * constant / 2)
        for _ in 0..<100 {
            let (first, second) = (low + (high - low) / 3, high - (high - low) / 3)
            if chance(constant, first) <= chance(constant, second) { high = second } else { low = first }
        }
        return chance(constant, (low + high) / 2)
    }

    private static func chance(_ constant: Double, _ eta: Double) -> Double {
        let rest = scale - (2 * (eta - 1) / constant).squareRoot()
        let exponent = 2 / eta * rest * rest
        guard eta > 1, rest > 0, exponent > 1 else { return .infinity }
        return 4 * exp(-exponent * constant) * (1 + 1 / ((exponent - 1) * log(eta)))
    }
}

extension LogHistogram {
    /// Where a quantile lies, however often one looks; nil for too few values.
    public func range(_ share: Double, _ band: EmpiricalBand) -> ClosedRange<Double>? {
        guard let ranks = band.ranks(share, of: count), let low = value(rank: ranks.lowerBound),
            let high = value(rank: ranks.upperBound)
        else { return nil }
        return low...high
    }
}
