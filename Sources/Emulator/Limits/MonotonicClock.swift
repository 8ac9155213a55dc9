import Glibc

/// Nanoseconds of clocks of this machine.
enum MonotonicClock {
    /// Since some moment before this process began.
    static func now() -> Int64 {
        read(CLOCK_MONOTONIC) ?? 0
    }

    /// The clock of the CPU time that all threads of a process have used; nil when there is no such process.
    static func cpuClock(of pid: pid_t) -> clockid_t? {
        var clock = clockid_t()
        return clock_getcpuclockid(pid, &clock) == 0 ? clock : nil
    }

    static func read(_ clock: clockid_t) -> Int64? {
        var time = timespec()
        guard clock_gettime(clock, &time) == 0 else { return nil }
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
