import Glibc

/// Between which ranks of a sample a quantile of what it was drawn from lies.
///
/// Source: W. J. Conover, "Practical nonparametric statistics", section 3.2: the number of values below the quantile is
/// binomial.
public struct QuantileRange: Sendable, Equatable {
    /// From 1.
    public var low: Int
    public var high: Int

    /// Nil where the sample is too small for both ends to exist.
    public init?(_ share: Double, of count: Int, alpha: Double = 0.05) {
        guard count >= Self.fewest(for: share, alpha: alpha) else { return nil }
        low = Self.inverse(alpha / 2, count, share)
        high = Self.inverse(1 - alpha / 2, count, share) + 1
        guard low >= 1, high <= count else { return nil }
    }

    /// The least sample: ln(alpha / 2) / ln(share), of the share or what is left of it.
    public static func fewest(for share: Double, alpha: Double = 0.05) -> Int {
        Int((log(alpha / 2) / log(max(share, 1 - share))).rounded(.down))
    }

    /// The least number of hits with a cumulated probability of at least `probability`. What lies 40 standard deviations
    /// below the mean adds nothing that a double could hold, so a million values take no longer than a thousand need.
    private static func inverse(_ probability: Double, _ count: Int, _ share: Double) -> Int {
        let (number, odds) = (Double(count), log(share) - log1p(-share))
        let spread = (number * share * (1 - share)).squareRoot()
        var (cumulated, hits) = (0.0, max(0, Int(number * share - 40 * spread)))
        var logTerm = Self.logTerm(hits, count, share)
        while hits <= count {
            cumulated += exp(logTerm)
            if cumulated >= probability { return hits }
            logTerm += log(number - Double(hits)) - log(Double(hits) + 1) + odds
            hits += 1
        }
        return count
    }

    /// ln of the chance of exactly that many hits.
    private static func logTerm(_ hits: Int, _ count: Int, _ share: Double) -> Double {
        let (number, some) = (Double(count), Double(hits))
        let ways = logGamma(number + 1) - logGamma(some + 1) - logGamma(number - some + 1)
        return ways + some * log(share) + (number - some) * log1p(-share)
    }
}
