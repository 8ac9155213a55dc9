/// Whether two samples that are not paired differ in size (H. B. Mann, D. R. Whitney, Annals of Mathematical Statistics
/// 18, 1947). For one look at finished samples.
///
/// By the normal distribution, with a variance corrected for ties and a correction for continuity.
public struct RankSumTest: Sendable, Equatable {
    /// Pairs of one of each in which the first is the greater one; equal ones are half a pair.
    public let statistic: Double
    public let standardDeviation: Double
    public let score: Double
    /// Two-sided.
    public let pValue: Double
    /// The chance that a value of the first sample exceeds one of the second (common language effect size).
    public let chance: Double
    /// The median of all differences, first less second.
    public let shift: Double

    /// Nil if a sample is empty.
    public init?(_ first: [Double], _ second: [Double]) {
        guard let shift = HodgesLehmann.shift(first, second) else { return nil }
        self.shift = shift
        let ranks = Ranks(first.map { ($0, true) } + second.map { ($0, false) })
        let (firsts, seconds) = (Double(first.count), Double(second.count))
        let number = firsts + seconds
        statistic = ranks.sum { $0 } - firsts * (firsts + 1) / 2
        let variance = firsts * seconds / 12 * ((number + 1) - ranks.tieTerm / (number * (number - 1)))
        standardDeviation = max(0, variance).squareRoot()
        let distance = statistic - firsts * seconds / 2
        // Half a step towards the middle, and not beyond it.
        let corrected = max(0, distance.magnitude - 0.5) * (distance < 0 ? -1 : 1)
        score = standardDeviation > 0 ? corrected / standardDeviation : 0
        pValue = Normal.twoSided(score)
        chance = statistic / (firsts * seconds)
    }
}
