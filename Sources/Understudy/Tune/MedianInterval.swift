/// A confidence interval for the median that assumes nothing about the distribution: two of the ordered samples.
///
/// Of n samples, the number below the true median is binomial with p = 1/2. So the median lies between the r-th smallest
/// and the r-th largest with probability 1 - 2 P(X < r); r is the largest rank that keeps 95 %. For n = 10 that is the
/// second and the ninth, with 97.9 %. (W. J. Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2.)
struct MedianInterval: Equatable {
    /// Below it even the extremes are no interval of 95 %: for 5 samples they hold 93.75 %.
    static let minimumCount = 6
    /// What may lie outside, on both sides together.
    private static let allowance = 0.05

    var lower: Double
    var upper: Double
    /// How probable it is that such an interval holds the median: at least 0.95.
    var coverage: Double

    func overlaps(_ other: MedianInterval) -> Bool { lower <= other.upper && other.lower <= upper }
}

extension MedianInterval {
    /// Nil for fewer than `minimumCount` samples.
    init?(of samples: [Double]) {
        guard let ranks = MedianInterval.ranks(count: samples.count) else { return nil }
        let sorted = samples.sorted()
        lower = sorted[ranks.lower - 1]
        upper = sorted[ranks.upper - 1]
        coverage = ranks.coverage
    }

    /// From 1.
    struct Ranks: Equatable {
        var lower: Int
        var upper: Int
        var coverage: Double
    }

    static func ranks(count: Int) -> Ranks? {
        guard count >= minimumCount else { return nil }
        // P(X = rank), then P(X < rank), climbing from rank 0. 2^-1000 still is an ordinary double.
        precondition(count <= 1_000, "Doubles underflow for more samples; tune takes no more.")
        var exactly = (0..<count).reduce(1.0) { power, _ in power / 2 }
        var below = 0.0
        var rank = 0
        while 2 * (below + exactly) <= allowance {
            below += exactly
            exactly *= Double(count - rank) / Double(rank + 1)
            rank += 1
        }
        return Ranks(lower: rank, upper: count + 1 - rank, coverage: 1 - 2 * below)
    }
}

enum Median {
    /// The mean of the two in the middle for an even number of samples; nil for none.
    static func of(_ samples: [Double]) -> Double? {
        guard !samples.isEmpty else { return nil }
        let sorted = samples.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
