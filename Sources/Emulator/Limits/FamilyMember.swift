import Glibc

/// One process, through its files in /proc. Whoever makes one closes it.
struct FamilyMember {
    let pid: pid_t
    /// As of the last look at its status.
    private(set) var threads = 1
    /// Nanoseconds, as of the last look at its clock.
    private(set) var cpuTime: Int64 = 0
    private let clock: clockid_t?
    private let status: ProcFile
    private let stat: ProcFile
    private let childrenOfMainThread: ProcFile

    init(_ pid: pid_t) {
        self.pid = pid
        clock = MonotonicClock.cpuClock(of: pid)
        status = ProcFile("/proc/\(pid)/status")
        stat = ProcFile("/proc/\(pid)/stat")
        childrenOfMainThread = ProcFile("/proc/\(pid)/task/\(pid)/children")
    }

    func close() {
        status.close()
        stat.close()
        childrenOfMainThread.close()
    }

    /// A child belongs to the thread that started it.
    func children(_ buffer: inout [CChar]) -> [pid_t] {
        guard threads == 1 else {
            return SmallFile.list("/proc/\(pid)/task").flatMap { thread in
                let file = ProcFile("/proc/\(pid)/task/\(thread)/children")
                defer { file.close() }
                return file.read(&buffer, Self.numbers) ?? []
            }
        }
        return childrenOfMainThread.read(&buffer, Self.numbers) ?? []
    }

    private static func numbers(_ text: UnsafeMutablePointer<CChar>) -> [pid_t]? {
        var numbers: [pid_t] = []
        var rest = text
        while rest.pointee != 0 {
            var end: UnsafeMutablePointer<CChar>?
            let number = strtol(rest, &end, 10)
            guard let end, end != rest else { break }
            numbers.append(pid_t(truncatingIfNeeded: number))
            rest = end
        }
        return numbers
    }

    mutating func readCPUTime() -> Int64 {
        if let now = clock.flatMap(MonotonicClock.read) { cpuTime = now }
        return cpuTime
    }

    /// What children that have ended had used, in nanoseconds: `cutime` and `cstime`, fields 16 and 17 of
    /// proc_pid_stat(5), in ticks of 10 ms.
    func reapedCPUTime(_ buffer: inout [CChar]) -> Int64 {
        stat.read(&buffer) { text in
            // Field 2, the program's name in parentheses, may hold anything; what follows it is numbers.
            guard var field = strrchr(text, CInt(UInt8(ascii: ")"))) else { return nil }
            for _ in 2..<16 {
                guard let next = strchr(field + 1, CInt(UInt8(ascii: " "))) else { return nil }
                field = next
            }
            var rest: UnsafeMutablePointer<CChar>?
            let user = strtol(field, &rest, 10)
            return rest.map { Int64(user + strtol($0, nil, 10)) * 10_000_000 }
        } ?? 0
    }

    /// nil when it has ended.
    mutating func readStatus(_ buffer: inout [CChar]) -> ProcessStatus? {
        guard let found = status.read(&buffer, { ProcessStatus($0) }) else { return nil }
        threads = found.threads
        return found
    }

    /// Pages that several processes share are divided among them.
    var proportionalBytes: Int {
        let text = SmallFile.read("/proc/\(pid)/smaps_rollup") ?? ""
        return text.split(separator: "\n").reduce(0) { sum, line in
            let words = line.split(separator: " ")
            guard words.count > 1, words[0] == "Pss_Anon:" || words[0] == "Pss_Shmem:" else { return sum }
            return sum + (Int(words[1]) ?? 0) * 1024
        }
    }
}
