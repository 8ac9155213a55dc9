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

    private var hitWeight: Double { log(0.1) }
    private var missWeight: Double { log1p(-limit / 10) - log1p(-limit) }

    /// How many cases without a hit it still takes; 0 if there is enough.
    public func needed(alpha: Double) -> Int {
        max(0, Int(((log(1 / alpha) - logEvidence) / missWeight).rounded(.up)))
    }

    /// Whether the rate is below the limit, with an error of at most alpha.
    public func isEnough(alpha: Double) -> Bool { logEvidence >= log(1 / alpha) }
}
