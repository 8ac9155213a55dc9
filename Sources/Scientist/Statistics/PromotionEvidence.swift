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
        let target = limit / 10
        logEvidence += isHit ? log(target / limit) : log1p(-target) - log1p(-limit)
    }

    /// Whether the rate is below the limit, with an error of at most alpha.
    public func isEnough(alpha: Double) -> Bool { logEvidence >= log(1 / alpha) }
}
