import Glibc

extension FinalReport {
    /// How fast the candidate is, from pairs of warm runs.
    public struct Speed: Sendable, Equatable {
        /// Pairs.
        public let count: Int
        /// Of the logarithms of ratios, candidate to control; nil where all are 0.
        public let test: SignedRankTest?
        /// Candidate to control: the Hodges-Lehmann estimate of the logarithm.
        public let ratio: Double
        /// How many blocks were drawn from; as many as pairs where neighbours do not resemble each other.
        public let blocks: Int
        public let percentiles: [Percentile]

        /// In microseconds, candidate less control.
        public struct Percentile: Sendable, Equatable {
            public var share: Double
            public var difference: PercentileBootstrap.Difference
        }

        /// Those that the sample can bound, see ``QuantileRange``, are told.
        static let shares = [0.5, 0.9, 0.95, 0.99]
        /// Where neighbours resemble each other more than this, what came within one second is drawn as one.
        private static let mostResemblance = 0.1

        init?(_ pairs: [Pair]) {
            let warm = pairs.filter { $0.durations != nil }
            let durations = warm.compactMap(\.durations)
            let logs = durations.map { log($0.candidate / $0.control) }
            guard let center = HodgesLehmann.center(logs) else { return nil }
            count = durations.count
            test = SignedRankTest(logs)
            ratio = exp(center)
            let blocks = Self.blocks(warm.map(\.time), durations)
            self.blocks = blocks.count
            let shares = Self.shares.filter { QuantileRange($0, of: durations.count) != nil }
            let bootstrap = PercentileBootstrap(durations.map { ($0.control, $0.candidate) }, blocks: blocks)
            percentiles = zip(shares, bootstrap.differences(shares)).map { Percentile(share: $0, difference: $1) }
        }

        private static func blocks(_ times: [Int], _ durations: [Pair.Durations]) -> [Range<Int>] {
            var ratios = LogRatios()
            for pair in durations { ratios.add(control: pair.control, candidate: pair.candidate) }
            let isBlockwise = ratios.autocorrelation > mostResemblance
            let starts = times.indices.filter { $0 == 0 || !isBlockwise || times[$0] / 1_000 != times[$0 - 1] / 1_000 }
            return zip(starts, starts.dropFirst() + [times.count]).map { $0..<$1 }
        }
    }
}
