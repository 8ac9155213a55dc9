import Glibc

/// The most memory that a process has held, from `/proc/PID/status`.
enum MemoryUsed {
    /// `VmHWM` in whole MB, rounded up; nil when the process is gone.
    static func peakMB(of pid: pid_t) -> Int? {
        guard let status = SmallFile.read("/proc/\(pid)/status") else { return nil }
        return peakMB(status: status)
    }

    /// Reads the text of proc(5) `status`: `VmHWM:     5276 kB`.
    static func peakMB(status: String) -> Int? {
        for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            return words.count > 1 ? Int(words[1]).map { ($0 + 1023) / 1024 } : nil
        }
        return nil
    }
}
