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

    /// The least number of hits with a cumulated probability of at least `probability`.
    private static func inverse(_ probability: Double, _ count: Int, _ share: Double) -> Int {
        let (number, odds) = (Double(count), log(share) - log1p(-share))
        var (cumulated, hits) = (0.0, 0)
        var logTerm = number * log1p(-share)
        while hits <= count {
            cumulated += exp(logTerm)
            if cumulated >= probability { return hits }
            logTerm += log(number - Double(hits)) - log(Double(hits) + 1) + odds
            hits += 1
        }
        return count
    }
}
