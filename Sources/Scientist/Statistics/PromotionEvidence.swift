import Glibc

/// Evidence that something happens less often than a limit: what it takes to let a candidate through. Valid however
/// often one looks.
///
/// Source: A. Wald, "Sequential tests of statistical hypotheses" (1945): the likelihood of a tenth of the limit against
/// that of the limit.
public struct PromotionEvidence: Sendable, Equatable {
    public let limit: Double
    private var logEvidence = 0.0

    /// - Parameter limit: the rate that must not be reached, such as 0.01.
    public init(limit: Double) {
        precondition(limit > 0 && limit < 1, "a rate lies between 0 and 1")
        self.limit = limit
    }

    public mutating func add(_ isHit: Bool) {
        logEvidence += isHit ? hitWeight : missWeight
    }

    /// - Parameter hits: how often it happened in `count` cases.
    public init(limit: Double, hits: Int, of count: Int) {
        self.init(limit: limit)
        logEvidence = Double(hits) * hitWeight + Double(count - hits) * missWeight
    }

    /// The lowest limit for which there is enough evidence: all rates beyond it are ruled out together, with an error of at
    /// most alpha, since the evidence against a limit grows with it.
    public static func upperBound(hits: Int, of count: Int, alpha: Double) -> Double {
        guard count > hits else { return 1 }
        let (misses, enough) = (Double(count - hits), log(1 / alpha) + Double(hits) * log(10))
        // Where ((1 - limit / 10) / (1 - limit)) ^ misses is enough.
        let ratio = exp(enough / misses)
        return ratio.isFinite ? (ratio - 1) / (ratio - 0.1) : 1
    }

    private var hitWeight: Double { log(0.1) }
    private var missWeight: Double { log1p(-limit / 10) - log1p(-limit) }

    /// How many cases without a hit it still takes; 0 if there is enough.
    public func needed(alpha: Double) -> Int {
        max(0, Int(((log(1 / alpha) - logEvidence) / missWeight).rounded(.up)))
    }

    /// Whether the rate is below the limit, with an error of at most alpha.
    public func isEnough(alpha: Double) -> Bool { logEvidence >= log(1 / alpha) }
}
