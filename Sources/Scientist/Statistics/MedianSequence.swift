import Glibc

/// Between which ranks of a sample the median of what it was drawn from lies: valid however often one looks, and whatever
/// the distribution, ties included.
///
/// Were the median at most some value, each observation would exceed it with a chance of at most 1/2. A uniform mixture
/// over all greater chances gives evidence against that: E = 2^(n + 1) B(1 + k, 1 + n - k) P(X <= k) for k of n above,
/// with X binomial of n + 1 and 1/2. Values against which there is not enough on either side make up the interval.
public enum MedianSequence {
    /// From 1; nil where the sample is too small.
    public static func ranks(_ count: Int, alpha: Double) -> ClosedRange<Int>? {
        let enough = log(2 / alpha)
        guard count > 0, logEvidence(count, of: count) >= enough else { return nil }
        var (few, many) = (count / 2, count)
        while many - few > 1 {
            let middle = (few + many) / 2
            if logEvidence(middle, of: count) >= enough { many = middle } else { few = middle }
        }
        return count - many + 1...many
    }

    /// The least sample for which there is an interval.
    public static func fewest(alpha: Double) -> Int {
        var count = 1
        while ranks(count, alpha: alpha) == nil { count += 1 }
        return count
    }

    /// ln E for more than half of all above, with P(X <= k) bounded from below by 1 - exp(-(2k + 1 - n)^2 / (2n + 2)):
    /// W. Hoeffding, Journal of the American Statistical Association 58 (1963).
    private static func logEvidence(_ above: Int, of count: Int) -> Double {
        let (number, distance) = (Double(count), Double(2 * above + 1 - count))
        let rest = exp(-distance * distance / (2 * number + 2))
        return log(2) + DiscordantPairs(won: count - above, lost: above).logEvidence + log1p(-rest)
    }
}
