/// What the warm invocations at one size come to.
struct SizeSummary: Equatable {
    var memorySizeMB: Int
    var medianMilliseconds: Double
    /// Nil for too few invocations.
    var interval: MedianInterval?
    var medianBilledMilliseconds: Double
    /// Dollars per million requests: the mean of what each invocation would cost.
    var x86PerMillion: Double
    var armPerMillion: Double

    func perMillion(_ architecture: Architecture) -> Double {
        switch architecture {
        case .x86_64: x86PerMillion
        case .arm64: armPerMillion
        }
    }
}

extension SizeSummary {
    /// Nil without timings.
    init?(memorySizeMB: Int, _ timings: [Timing], prices: LambdaPrices) {
        guard let median = Median.of(timings.map(\.durationMilliseconds)),
            let medianBilled = Median.of(timings.map { Double($0.billedMilliseconds) })
        else { return nil }
        self.memorySizeMB = memorySizeMB
        medianMilliseconds = median
        interval = MedianInterval(of: timings.map(\.durationMilliseconds))
        medianBilledMilliseconds = medianBilled
        func perMillion(_ architecture: Architecture) -> Double {
            let costs = timings.map { timing in
                prices.cost(
                    billedMilliseconds: timing.billedMilliseconds, memorySizeMB: memorySizeMB, architecture)
            }
            return costs.reduce(0, +) / Double(costs.count) * 1_000_000
        }
        x86PerMillion = perMillion(.x86_64)
        armPerMillion = perMillion(.arm64)
    }
}
