/// A function at several memory sizes: the latest run of `understudy tune` in the emulator.
package struct Tuning: Sendable {
    package enum State: String, Sendable { case running, done, failed, cancelled }

    package var state: State
    /// 0 to 1.
    package var progress: Double
    /// Why it failed; a sentence.
    package var problem: String?
    /// Milliseconds since 1970.
    package var started: Int
    /// Invocations at each size.
    package var count: Int
    /// Ascending; empty before the end.
    package var sizes: [Size]
    package var recommendations: [Recommendation]
    package var notes: [String]

    package struct Size: Sendable {
        package var memorySizeMB: Int
        /// Milliseconds; nil where nothing was measured.
        package var median: Double?
        package var interval: ClosedRange<Double>?
        /// Milliseconds.
        package var billed: Double?
        package var costPerMillion: Double?
        package var maxMemoryMB: Int?
        package var failures: Int

        package init(
            memorySizeMB: Int, median: Double?, interval: ClosedRange<Double>?, billed: Double?,
            costPerMillion: Double?, maxMemoryMB: Int?, failures: Int
        ) {
            self.memorySizeMB = memorySizeMB
            self.median = median
            self.interval = interval
            self.billed = billed
            self.costPerMillion = costPerMillion
            self.maxMemoryMB = maxMemoryMB
            self.failures = failures
        }
    }

    package struct Recommendation: Sendable {
        /// `cost`, `speed` or `balance`.
        package var goal: String
        package var memorySizeMB: Int
        package var reason: String

        package init(goal: String, memorySizeMB: Int, reason: String) {
            self.goal = goal
            self.memorySizeMB = memorySizeMB
            self.reason = reason
        }
    }

    package init(
        state: State, progress: Double, problem: String?, started: Int, count: Int, sizes: [Size],
        recommendations: [Recommendation], notes: [String]
    ) {
        self.state = state
        self.progress = progress
        self.problem = problem
        self.started = started
        self.count = count
        self.sizes = sizes
        self.recommendations = recommendations
        self.notes = notes
    }
}
