/// Decides when a process must pause so that it uses no more CPU time than its quota: the strategy `signal`.
///
/// Each period brings the quota anew. What was not used is lost at the period's end, as on Lambda; what was used beyond
/// it is a debt that the following periods pay. A pure value: times are nanoseconds of any monotonic clock.
struct TokenBucket: Equatable {
    enum Verdict: Equatable {
        /// It may run; look again after this long.
        case run(for: Int64)
        /// It must pause until then.
        case pause(until: Int64)
    }

    /// Looking more often costs more than the accuracy is worth.
    static let shortestLook: Int64 = 50_000
    /// How long a process that uses no CPU is left alone; it waits for something, and may go on at any time.
    static let longestLook: Int64 = 4_000_000
    private static let period = CPUQuota.periodNanoseconds

    private let quota: Int64
    private var tokens: Int64
    private var periodEnd: Int64
    private var seenCPUTime: Int64
    private var looksWithoutUse = 0

    /// - Parameter cpuTime: what the process has used up to now; it owes nothing for that.
    init(quota: CPUQuota, now: Int64, cpuTime: Int64) {
        self.quota = quota.nanoseconds
        tokens = quota.nanoseconds
        periodEnd = now + Self.period
        seenCPUTime = cpuTime
    }

    /// - Parameter cpuTime: all that the process has used since it began; nil if it was stopped since the last look.
    /// - Parameter parallelism: how many CPUs can use up the quota at the same time.
    mutating func look(now: Int64, cpuTime: Int64?, parallelism: Int = 1) -> Verdict {
        let used = max(0, (cpuTime ?? seenCPUTime) - seenCPUTime)
        seenCPUTime += used
        tokens -= used
        refill(now)
        guard tokens > 0 else { return .pause(until: firstPeriodWithTokens) }
        looksWithoutUse = used > 0 || cpuTime == nil ? 0 : looksWithoutUse + 1
        let soonest = max(tokens / Int64(max(1, parallelism)), Self.shortestLook)
        return .run(for: looksWithoutUse < 2 ? soonest : max(soonest, Self.longestLook))
    }

    /// An invocation begins: CPU may be used at once.
    mutating func expectUse() {
        looksWithoutUse = 0
    }

    private mutating func refill(_ now: Int64) {
        guard now >= periodEnd else { return }
        let periods = (now - periodEnd) / Self.period + 1
        periodEnd += periods * Self.period
        tokens = min(quota, tokens + periods * quota)
    }

    /// Each period's end adds one quota; the debt is paid by then or a later one.
    private var firstPeriodWithTokens: Int64 {
        periodEnd + (-tokens / quota) * Self.period
    }
}
