import Glibc

/// How often something happened in a finished sample, with intervals of 95 % for one look at it.
public struct Proportion: Sendable, Equatable {
    public let hits: Int
    public let count: Int

    /// - Parameter count: not 0.
    public init(_ hits: Int, of count: Int) {
        precondition(count > 0 && (0...count).contains(hits), "a share of something")
        self.hits = hits
        self.count = count
    }

    public var rate: Double { Double(hits) / Double(count) }

    /// Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927).
    public var wilson: ClosedRange<Double> {
        let (number, square) = (Double(count), Normal.quantile975 * Normal.quantile975)
        let scale = 1 + square / number
        let center = (rate + square / (2 * number)) / scale
        let spread = rate * (1 - rate) / number + square / (4 * number * number)
        let half = Normal.quantile975 * spread.squareRoot() / scale
        return max(0, center - half)...min(1, center + half)
    }

    /// 1 - 0.05^(1 / n): the rate above which a sample without a hit has a chance below 5 % (the "rule of three"); nil if
    /// there was one.
    public var mostWithoutHit: Double? { hits == 0 ? -expm1(log(0.05) / Double(count)) : nil }
}

extension DiscordantPairs {
    /// Two-sided p of McNemar's test, exact: for one look at a finished sample. 2 P(X <= the smaller one), at most 1, for
    /// as many throws of a fair coin as there are pairs (Q. McNemar, Psychometrika 12, 1947).
    public var exactPValue: Double {
        let count = won + lost
        let logTerm = { (hits: Int) -> Double in
            logGamma(Double(count + 1)) - logGamma(Double(hits + 1)) - logGamma(Double(count - hits + 1))
                - Double(count) * log(2)
        }
        return min(1, 2 * (0...min(won, lost)).reduce(0) { $0 + exp(logTerm($1)) })
    }
}
