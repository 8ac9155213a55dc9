import Glibc

/// Whether paired differences lie around 0 (F. Wilcoxon, Biometrics Bulletin 1, 1945). For one look at a finished sample.
///
/// Differences of exactly 0 are left out. Exact for up to 25 without ties; else by the normal distribution, its variance
/// corrected for ties, without a correction for continuity.
public struct SignedRankTest: Sendable, Equatable {
    /// How many differences are not 0.
    public let count: Int
    /// The smaller of the sums of ranks of positive and of negative differences.
    public let statistic: Double
    /// Two-sided.
    public let pValue: Double
    public let isExact: Bool

    static let exactLimit = 25

    /// Nil where no difference is left.
    public init?(_ differences: [Double]) {
        let ranked = Ranks(differences.filter { $0 != 0 }.map { ($0.magnitude, $0 > 0) })
        count = ranked.count
        guard count > 0 else { return nil }
        statistic = min(ranked.sum { $0 }, ranked.sum { !$0 })
        isExact = count <= Self.exactLimit && ranked.tieTerm == 0
        pValue = isExact ? Self.exact(Int(statistic), count) : Self.normal(statistic, count, ranked.tieTerm)
    }

    /// Of the 2^n ways to give the ranks signs, how many have a sum that is as small on either side.
    private static func exact(_ statistic: Int, _ count: Int) -> Double {
        var ways = [1.0] + [Double](repeating: 0, count: statistic)
        for rank in 1...count where rank <= statistic {
            for sum in (rank...statistic).reversed() { ways[sum] += ways[sum - rank] }
        }
        return min(1, 2 * ways.reduce(0, +) / exp2(Double(count)))
    }

    private static func normal(_ statistic: Double, _ count: Int, _ tieTerm: Double) -> Double {
        let number = Double(count)
        let mean = number * (number + 1) / 4
        let variance = number * (number + 1) * (2 * number + 1) / 24 - tieTerm / 48
        return variance > 0 ? Normal.twoSided((statistic - mean) / variance.squareRoot()) : 1
    }
}

/// Values of two kinds in ascending order, with the mean of their ranks where they are equal.
struct Ranks {
    private var ranked: [(rank: Double, isFirst: Bool)] = []
    /// Sum of t^3 - t over groups of t equal values.
    private(set) var tieTerm = 0.0

    init(_ values: [(value: Double, isFirst: Bool)]) {
        let sorted = values.sorted { $0.value < $1.value }
        ranked.reserveCapacity(sorted.count)
        var start = 0
        while start < sorted.count {
            let end = sorted[start...].firstIndex { $0.value != sorted[start].value } ?? sorted.count
            let size = Double(end - start)
            for index in start..<end { ranked.append((Double(start + end + 1) / 2, sorted[index].isFirst)) }
            tieTerm += size * size * size - size
            start = end
        }
    }

    var count: Int { ranked.count }

    func sum(where isMeant: (Bool) -> Bool) -> Double {
        ranked.reduce(0) { isMeant($1.isFirst) ? $0 + $1.rank : $0 }
    }
}

/// The standard normal distribution.
enum Normal {
    /// The 97.5 % quantile.
    static let quantile975 = 1.959963984540054

    /// The chance of a value at least as far from 0, on either side.
    static func twoSided(_ value: Double) -> Double { min(1, erfc(value.magnitude / 2.0.squareRoot())) }
}
