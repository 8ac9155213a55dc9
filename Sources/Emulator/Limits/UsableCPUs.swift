import Synchronization

/// The CPUs of this machine that this process may use.
package enum UsableCPUs {
    package static func ofThisProcess() -> [Int] {
        let cpus = list(status: SmallFile.read("/proc/self/status") ?? "")
        // A kernel that does not say still has one.
        return cpus.isEmpty ? [0] : cpus
    }

    /// Reads `Cpus_allowed_list:` of proc_pid_status(5), such as `0-3,6`.
    static func list(status: String) -> [Int] {
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("Cpus_allowed_list:") }),
            let text = line.split(whereSeparator: { $0 == "\t" || $0 == " " }).last
        else { return [] }
        return text.split(separator: ",").flatMap { range in
            let ends = range.split(separator: "-").compactMap { Int($0) }
            return ends.count == 2 && ends[0] <= ends[1] ? Array(ends[0]...ends[1]) : ends
        }
    }
}

/// Gives each environment as many CPUs as it may see, and the next one others.
final class CPURotation: Sendable {
    private let cpus: [Int]
    private let position = Atomic(0)

    init(_ cpus: [Int]) {
        self.cpus = cpus
    }

    /// nil when all may be seen.
    func next(_ count: Int) -> [Int]? {
        guard count < cpus.count else { return nil }
        let first = position.add(count, ordering: .relaxed).oldValue
        return (0..<count).map { cpus[(first + $0) % cpus.count] }.sorted()
    }
}
