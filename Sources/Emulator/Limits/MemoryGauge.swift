/// What the processes of one environment hold, and whether it is more than they may. Not safe for use by two threads
/// at a time.
final class MemoryGauge {
    let family: ProcessFamily
    private(set) var peak = PeakMemory()
    private(set) var lookedAt = Int64.min
    /// Whether they held more than they may when they were looked at.
    private(set) var isBeyond = false
    /// What they held then.
    private(set) var heldBytes = 0
    private var seenCPUTime: Int64 = -1
    /// When the next look is due.
    private(set) var dueAt = Int64.min
    private let limitBytes: Int
    /// How many CPUs can fill memory at the same time.
    private let cpus: Double
    private let group: ControlGroup?
    /// Before this an exact look at several processes would cost more than it is worth.
    private var exactLookAt = Int64.min

    init(family: ProcessFamily, limitBytes: Int, cpus: Double, group: ControlGroup?) {
        self.family = family
        self.limitBytes = limitBytes
        self.cpus = cpus
        self.group = group
    }

    func look(now: Int64) {
        // Whoever has not run since has neither taken memory nor started anybody.
        let cpuTime = family.cpuTime()
        guard cpuTime != seenCPUTime || cpuTime == 0 else {
            lookedAt = now
            dueAt = now + Self.longestInterval
            return
        }
        seenCPUTime = cpuTime
        family.refresh(now: now)
        let statuses = family.statuses()
        let bytes =
            statuses.count > 1
            ? bytesOfSeveral(sum: statuses.reduce(0) { $0 + $1.usedBytes }, now) : bytesOfOne(statuses.first)
        lookedAt = now
        dueAt = now + Self.interval(headroomBytes: limitBytes - bytes, cpus: cpus)
        isBeyond = bytes > limitBytes
        heldBytes = bytes
    }

    private func bytesOfOne(_ status: ProcessStatus?) -> Int {
        guard let status else { return 0 }
        peak.learn(status)
        return status.usedBytes
    }

    /// Processes share pages after a fork, so their sum may be too much. Only where that matters is it looked into.
    private func bytesOfSeveral(sum: Int, _ now: Int64) -> Int {
        guard sum > peak.bytes else { return sum }
        guard now >= exactLookAt else {
            seenCPUTime = -1  // still to be looked into, even if nobody runs any more
            return peak.bytes
        }
        let exact = min(sum, group?.memoryBytes ?? family.proportionalBytes())
        exactLookAt = now + 20 * (MonotonicClock.now() - now)
        peak.learn(bytes: exact)
        return exact
    }

    /// What the kernel said of the only process when it had ended, files included.
    func learnResidentPeak(bytes: Int) {
        peak.learnResidentPeak(bytes: bytes)
    }

    /// Soon enough that the limit cannot be passed by much, and seldom otherwise. What is left must take at least five
    /// of the long intervals to fill.
    static func interval(headroomBytes: Int, cpus: Double) -> Int64 {
        let untilFull = Double(headroomBytes) / (fillRate * max(cpus, 0.05))
        return untilFull > 0.1 ? longestInterval : shortestInterval
    }

    /// Bytes that one CPU can fill in a second.
    private static let fillRate = 2.5e9
    static let shortestInterval: Int64 = 5_000_000
    static let longestInterval: Int64 = 20_000_000
}
