import Glibc

/// How often something happens, such as a mismatch: valid however often one looks.
///
/// A uniform mixture over all rates gives evidence against each of them; those against which there is not enough make up
/// the interval. Source: H. Robbins, "Statistical methods related to the law of the iterated logarithm", Annals of
/// Mathematical Statistics 41 (1970).
public struct BinomialSequence: Sendable, Equatable {
    public private(set) var count = 0
    /// How many times it happened.
    public private(set) var hits = 0
    public let alpha: Double

    public init(alpha: Double) {
        self.alpha = alpha
    }

    public init(hits: Int, of count: Int, alpha: Double) {
        self.hits = hits
        self.count = count
        self.alpha = alpha
    }

    public mutating func add(_ isHit: Bool) {
        count += 1
        if isHit { hits += 1 }
    }

    /// The rate lies in here, in all looks together, with a probability of 1 - alpha.
    public var interval: ClosedRange<Double> {
        guard count > 0 else { return 0...1 }
        let observed = Double(hits) / Double(count)
        let low = hits == 0 ? 0 : edge(between: 0, and: observed)
        let high = hits == count ? 1 : edge(between: 1, and: observed)
        return low...high
    }

    /// ln E(p) = ln B(1 + k, 1 + n - k) - (k ln p + (n - k) ln(1 - p)): how much speaks against the rate p.
    func logEvidence(against rate: Double) -> Double {
        let (hits, misses) = (Double(hits), Double(count - hits))
        let beta = logGamma(1 + hits) + logGamma(1 + misses) - logGamma(2 + hits + misses)
        let likelihood = (hits > 0 ? hits * log(rate) : 0) + (misses > 0 ? misses * log1p(-rate) : 0)
        return beta - likelihood
    }

    /// The rate at which the evidence is just enough, by bisection down to the last digit.
    private func edge(between excluded: Double, and observed: Double) -> Double {
        let enough = log(1 / alpha)
        var (outside, inside) = (excluded, observed)
        for _ in 0..<200 {
            let middle = (outside + inside) / 2
            if middle == outside || middle == inside { break }
            if logEvidence(against: middle) < enough { inside = middle } else { outside = middle }
        }
        return inside
    }
}
