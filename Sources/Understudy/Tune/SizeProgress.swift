/// Decides, for one memory size, which invocations count and when there are enough.
struct SizeProgress {
    /// Without a single answer a size is given up after so many failures: the rest would fail likewise, and timeouts are long.
    static let patience = 3

    /// Warm invocations wanted, 1 or more.
    let count: Int
    private(set) var measurement: SizeMeasurement
    /// The next invocation meets a new environment, whether or not its REPORT says so: after a timeout or an exit Lambda
    /// may initialise within the invocation, and then reports no Init Duration.
    private var environmentIsGone = false

    init(memorySizeMB: Int, count: Int) {
        self.count = count
        measurement = SizeMeasurement(memorySizeMB: memorySizeMB)
    }

    /// Cold invocations are made up for, but not without end: a function may lose its environment every time.
    var attemptLimit: Int { 2 * count + 3 }

    var isGivenUp: Bool { !measurement.hasAnswers && measurement.samples.count >= SizeProgress.patience }

    /// Failures are not made up for: a function that fails one time in two would be measured twice as long.
    var isDone: Bool {
        isGivenUp || measurement.samples.count >= attemptLimit
            || measurement.warm.count + measurement.failed.count >= count
    }

    /// Whether the last invocation was answered by a new environment, which is warm now.
    var endsCold: Bool { measurement.samples.last.map { $0.isCold && $0.failure == nil } ?? false }

    /// Invocations done and expected, as far as can be told: a cold one comes first.
    var invocationsDone: Int { isDone ? invocationsExpected : min(measurement.samples.count, invocationsExpected) }
    var invocationsExpected: Int { count + 1 }

    mutating func record(_ invocation: MeasuredInvocation, round: Int) {
        let isCold = invocation.report.initMilliseconds != nil || environmentIsGone
        environmentIsGone = invocation.report.status != nil
        measurement.samples.append(
            .init(round: round, isCold: isCold, report: invocation.report, failure: invocation.failure))
    }
}
