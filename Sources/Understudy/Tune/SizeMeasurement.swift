/// Everything that was measured at one memory size, in the order in which it happened.
struct SizeMeasurement: Equatable {
    let memorySizeMB: Int
    var samples: [Sample] = []

    struct Sample: Equatable {
        /// From 0; invocations of one round lie close together in time.
        var round: Int
        /// The first of its environment: it says nothing about the ones after it.
        var isCold: Bool
        var report: ReportLine
        var failure: FunctionFailure?

        var isTimeout: Bool { report.status == .timeout }
    }

    /// What statistics and prices are made of.
    var warm: [Sample] { samples.filter { !$0.isCold && $0.failure == nil } }
    /// Cold ones that were answered.
    var cold: [Sample] { samples.filter { $0.isCold && $0.failure == nil } }
    /// Warm or cold.
    var failed: [Sample] { samples.filter { $0.failure != nil } }

    var timeouts: Int { failed.count(where: \.isTimeout) }
    var hasAnswers: Bool { samples.contains { $0.failure == nil } }

    /// The most that any invocation used.
    var maxMemoryUsedMB: Int? { samples.map(\.report.maxMemoryUsedMB).max() }

    /// Medians over the cold starts that were seen; nil when every environment was there already.
    var medianInitMilliseconds: Double? { Median.of(cold.compactMap(\.report.initMilliseconds)) }
    var medianFirstMilliseconds: Double? { Median.of(cold.map(\.report.durationMilliseconds)) }
}
