import Glibc

/// The control groups of one environment: a folder in the hierarchy of version 2, or one for each controller of
/// version 1. What it holds is the function and all that it starts, not `understudy-init`.
struct ControlGroup: Sendable, Equatable {
    enum Folders: Sendable, Equatable {
        case version2(String)
        /// The memory controller may be out of reach; CPU is what the group is for.
        case version1(cpu: String, memory: String?)
    }

    let folders: Folders

    var all: [String] {
        switch folders {
        case .version2(let folder): [folder]
        case .version1(let cpu, let memory): [cpu] + (memory.map { [$0] } ?? [])
        }
    }

    /// What `understudy-init` needs to start the function in here: the folder of version 2, the lists of version 1.
    var entrances: [String] {
        switch folders {
        case .version2: all
        case .version1: all.map { $0 + "/tasks" }
        }
    }

    /// nil lifts the limit.
    ///
    /// - Returns: whether the kernel took it.
    func limitCPU(_ quota: CPUQuota?) -> Bool {
        switch folders {
        case .version2(let folder):
            let quota = quota.map { String($0.microseconds) } ?? "max"
            return SmallFile.write("\(quota) \(CPUQuota.periodMicroseconds)", to: folder + "/cpu.max") == 0
        case .version1(let cpu, _):
            let quota = quota.map { String($0.microseconds) } ?? "-1"
            return SmallFile.write(String(CPUQuota.periodMicroseconds), to: cpu + "/cpu.cfs_period_us") == 0
                && SmallFile.write(quota, to: cpu + "/cpu.cfs_quota_us") == 0
        }
    }

    /// Gives the group a tenth of the weight of others: it gets the CPU when they do not want it, and quickly gives it back.
    /// Within its group a process's `nice` value says nothing about other groups. Whether the kernel takes it does not
    /// matter: clients' requests are slower then.
    func yieldCPU() {
        switch folders {
        case .version2(let folder): _ = SmallFile.write("10", to: folder + "/cpu.weight")
        case .version1(let cpu, _): _ = SmallFile.write("102", to: cpu + "/cpu.shares")
        }
    }

    /// Beyond this the kernel kills. Whether it is taken does not matter: it only backs up the watch that the
    /// emulator keeps.
    func limitMemory(bytes: Int) {
        switch folders {
        case .version2(let folder):
            _ = SmallFile.write(String(bytes), to: folder + "/memory.max")
            _ = SmallFile.write("0", to: folder + "/memory.swap.max")
            _ = SmallFile.write("1", to: folder + "/memory.oom.group")
        case .version1(_, let memory):
            guard let memory else { return }
            _ = SmallFile.write(String(bytes), to: memory + "/memory.limit_in_bytes")
            _ = SmallFile.write(String(bytes), to: memory + "/memory.memsw.limit_in_bytes")
        }
    }

    /// Anonymous and shared memory of all processes in the group, each page once; nil without a memory controller.
    var memoryBytes: Int? {
        switch folders {
        case .version2(let folder): Self.sum(of: ["anon", "shmem"], in: folder + "/memory.stat")
        case .version1(_, let memory): memory.flatMap { Self.sum(of: ["rss", "shmem"], in: $0 + "/memory.stat") }
        }
    }

    /// Whether the kernel has killed somebody in here for want of memory.
    var ranOutOfMemory: Bool {
        let kills: Int? =
            switch folders {
            case .version2(let folder): Self.sum(of: ["oom_kill"], in: folder + "/memory.events")
            case .version1(_, let memory): memory.flatMap { Self.sum(of: ["oom_kill"], in: $0 + "/memory.oom_control") }
            }
        return (kills ?? 0) > 0
    }

    /// What stops (1) and continues (0) everything in the group; version 1 has no quick way.
    var freezeFile: String? {
        if case .version2(let folder) = folders { folder + "/cgroup.freeze" } else { nil }
    }

    /// - Returns: whether nothing is left; false while a process still ends.
    func remove() -> Bool {
        all.count { rmdir($0) != 0 && errno != ENOENT } == 0
    }

    /// Adds up lines of `name value`; nil when the file or all of the names are missing.
    static func sum(of names: Set<Substring>, in path: String) -> Int? {
        guard let text = SmallFile.read(path) else { return nil }
        var sum: Int?
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2, names.contains(words[0]), let value = Int(words[1]) else { continue }
            sum = (sum ?? 0) + value
        }
        return sum
    }
}
