import Glibc

/// Requests on which two sides disagree: whether one side has more of them than chance gives. Valid however often one
/// looks.
///
/// Where both are alike, a disagreement falls to either side like a fair coin (McNemar's test). A uniform mixture over
/// all coins gives the evidence: E = B(1 + c, 1 + b) / 2^-(b + c).
public struct DiscordantPairs: Sendable, Equatable, Codable {
    /// For the candidate: it did better.
    public private(set) var won = 0
    /// Against it.
    public private(set) var lost = 0

    public init(won: Int = 0, lost: Int = 0) {
        self.won = won
        self.lost = lost
    }

    public mutating func win() { won += 1 }
    public mutating func lose() { lost += 1 }

    /// ln E.
    public var logEvidence: Double {
        let (won, lost) = (Double(won), Double(lost))
        return logGamma(1 + won) + logGamma(1 + lost) - logGamma(2 + won + lost) + (won + lost) * log(2)
    }

    /// How many more against the candidate, and none for it, would be enough.
    public func lossesNeeded(alpha: Double) -> Int {
        var next = self
        while !next.isEnough(alpha: alpha) || next.lost <= next.won { next.lose() }
        return next.lost - lost
    }

    /// Whether this is more than chance, with an error of at most alpha over all looks.
    public func isEnough(alpha: Double) -> Bool { logEvidence >= log(1 / alpha) }
}
