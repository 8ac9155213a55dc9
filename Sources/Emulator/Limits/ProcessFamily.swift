import Glibc

/// The processes of one environment: all that `understudy-init` has below it. What they use is added up here.
///
/// Works on every Linux without privilege, through /proc. Not safe for use by two threads at a time.
final class ProcessFamily {
    private struct Member {
        let pid: pid_t
        let clock: clockid_t?
        /// Of `/proc/PID/status`; -1 if it could not be opened.
        let status: CInt
        var threads = 1
        var cpuTime: Int64 = 0
    }

    private let initPID: pid_t
    private var members: [Member] = []
    /// CPU time of members that have ended.
    private var endedCPUTime: Int64 = 0
    /// CPU time of children that have ended, as their parents tell it, in steps of 10 ms.
    private var reapedCPUTime: Int64 = 0
    private var refreshAt: Int64 = 0
    private var buffer = [CChar](repeating: 0, count: 4096)

    init(initPID: pid_t) {
        self.initPID = initPID
    }

    deinit {
        for member in members where member.status >= 0 { close(member.status) }
    }

    var pids: [pid_t] { members.map(\.pid) }

    // MARK: Who belongs to it

    /// New children are looked for now and then: often for programs with one thread, where it costs little, less often
    /// for those with many.
    func refresh(now: Int64) {
        guard now >= refreshAt else { return }
        let isSimple = members.allSatisfy { $0.threads == 1 }
        refreshAt = now + (isSimple ? 20_000_000 : 100_000_000)
        let present = descendants()
        for member in members where !present.contains(member.pid) { forget(member) }
        members.removeAll { !present.contains($0.pid) }
        for pid in present where !members.contains(where: { $0.pid == pid }) {
            members.append(
                Member(
                    pid: pid, clock: MonotonicClock.cpuClock(of: pid),
                    status: open("/proc/\(pid)/status", O_RDONLY | O_CLOEXEC)))
        }
        reapedCPUTime = max(reapedCPUTime, (present + [initPID]).reduce(0) { $0 + Self.reapedCPUTime(of: $1) })
    }

    private func forget(_ member: Member) {
        endedCPUTime += member.cpuTime
        if member.status >= 0 { close(member.status) }
    }

    private func descendants() -> [pid_t] {
        var found = children(of: initPID, threads: 1)
        var index = 0
        while index < found.count {
            let pid = found[index]
            found += children(of: pid, threads: members.first { $0.pid == pid }?.threads ?? 2)
            index += 1
        }
        return found
    }

    /// A child belongs to the thread that started it.
    private func children(of pid: pid_t, threads: Int) -> [pid_t] {
        let tasks = threads == 1 ? [String(pid)] : SmallFile.list("/proc/\(pid)/task")
        return tasks.flatMap { task in
            (SmallFile.read("/proc/\(pid)/task/\(task)/children") ?? "").split(separator: " ").compactMap { pid_t($0) }
        }
    }

    // MARK: CPU

    /// Nanoseconds that all of them have used, those that have ended included.
    func cpuTime() -> Int64 {
        var living: Int64 = 0
        for index in members.indices {
            if let now = members[index].clock.flatMap(MonotonicClock.read) { members[index].cpuTime = now }
            living += members[index].cpuTime
        }
        return living + max(endedCPUTime, reapedCPUTime)
    }

    /// `cutime` and `cstime`, fields 16 and 17 of proc_pid_stat(5), in ticks of 10 ms. The parenthesis stands for
    /// fields 1 and 2.
    private static func reapedCPUTime(of pid: pid_t) -> Int64 {
        // The name of the program, in parentheses, may hold anything; what follows the last one is numbers.
        guard let text = SmallFile.read("/proc/\(pid)/stat"), let end = text.lastIndex(of: ")") else { return 0 }
        let fields = text[end...].split(separator: " ")
        guard fields.count > 15, let user = Int64(fields[14]), let system = Int64(fields[15]) else { return 0 }
        return (user + system) * 10_000_000
    }

    // MARK: Memory

    /// One look at each process; nil for those that have ended.
    func statuses() -> [ProcessStatus] {
        members.indices.compactMap { index in
            guard let status = readStatus(members[index].status) else { return nil }
            members[index].threads = status.threads
            return status
        }
    }

    private func readStatus(_ descriptor: CInt) -> ProcessStatus? {
        guard descriptor >= 0 else { return nil }
        let count = pread(descriptor, &buffer, buffer.count - 1, 0)
        guard count > 0 else { return nil }
        buffer[count] = 0
        return ProcessStatus(&buffer)
    }

    /// Anonymous and shared memory of all of them, with each page that several share counted once: exact, but slow.
    func proportionalBytes() -> Int {
        members.reduce(0) { sum, member in
            let path = "/proc/\(member.pid)/smaps_rollup"
            return sum + Self.kilobytes(["Pss_Anon:", "Pss_Shmem:"], in: SmallFile.read(path) ?? "") * 1024
        }
    }

    private static func kilobytes(_ names: Set<Substring>, in text: String) -> Int {
        text.split(separator: "\n").reduce(0) { sum, line in
            let words = line.split(separator: " ")
            return words.count > 1 && names.contains(words[0]) ? sum + (Int(words[1]) ?? 0) : sum
        }
    }
}
