/// How far quantiles of the candidate's durations lie from the control's, with intervals by resampling. For one look at a
/// finished sample.
///
/// Whole requests are drawn with replacement, so that what belongs together stays together; and whole blocks of them
/// where neighbours in time resemble each other. The intervals are percentiles of what comes of it (B. Efron, R. J.
/// Tibshirani, "An introduction to the bootstrap", 1993, section 13.3). The seed is fixed: the same pairs give the same
/// result.
public struct PercentileBootstrap: Sendable {
    public struct Difference: Sendable, Equatable {
        /// Candidate less control.
        public var value: Double
        public var interval: ClosedRange<Double>
    }

    public static let resamples = 2_000
    public static let seed: UInt64 = 1

    /// Each side's values in ascending order, and which pair each is of.
    private let control: [(value: Double, pair: Int)]
    private let candidate: [(value: Double, pair: Int)]
    private let blocks: [Range<Int>]

    /// - Parameters:
    ///   - pairs: control and candidate, in order of time.
    ///   - blocks: what of the pairs is drawn as one; together all of them.
    public init(_ pairs: [(control: Double, candidate: Double)], blocks: [Range<Int>]) {
        control = pairs.indices.map { (pairs[$0].control, $0) }.sorted { $0 < $1 }
        candidate = pairs.indices.map { (pairs[$0].candidate, $0) }.sorted { $0 < $1 }
        self.blocks = blocks
    }

    /// By quantile, in the order asked for; empty without pairs.
    public func differences(_ shares: [Double]) -> [Difference] {
        guard !control.isEmpty else { return [] }
        let once = [Int](repeating: 1, count: control.count)
        var random = StableRandom(seed: Self.seed)
        var drawn = shares.map { _ in [Double]() }
        for _ in 0..<Self.resamples {
            let counts = counts(&random)
            for (index, share) in shares.enumerated() { drawn[index].append(difference(share, counts)) }
        }
        return shares.indices.map { index in
            let sorted = drawn[index].sorted()
            return Difference(
                value: difference(shares[index], once),
                interval: sorted[Self.resamples / 40]...sorted[Self.resamples - 1 - Self.resamples / 40])
        }
    }

    /// How often each pair was drawn.
    private func counts(_ random: inout StableRandom) -> [Int] {
        var counts = [Int](repeating: 0, count: control.count)
        for _ in blocks {
            for pair in blocks[random.below(blocks.count)] { counts[pair] += 1 }
        }
        return counts
    }

    private func difference(_ share: Double, _ counts: [Int]) -> Double {
        let total = counts.reduce(0, +)
        let rank = max(1, Int((share * Double(total)).rounded(.up)))
        return Self.value(rank, candidate, counts) - Self.value(rank, control, counts)
    }

    private static func value(_ rank: Int, _ side: [(value: Double, pair: Int)], _ counts: [Int]) -> Double {
        var below = 0
        for (value, pair) in side {
            below += counts[pair]
            if below >= rank { return value }
        }
        return side.last?.value ?? 0
    }
}
