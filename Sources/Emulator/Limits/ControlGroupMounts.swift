/// Where this process' control groups lie in the file system, by the text of two files of /proc.
///
/// Source: cgroups(7), proc_pid_mountinfo(5), proc_pid_cgroup(5).
struct ControlGroupMounts: Equatable {
    /// The folder of this process' group in each hierarchy of version 1, by controller.
    private(set) var version1: [String: String] = [:]
    /// The folder of this process' group in the hierarchy of version 2.
    private(set) var version2: String?

    static func ofThisProcess() -> ControlGroupMounts {
        ControlGroupMounts(
            mountInfo: SmallFile.read("/proc/self/mountinfo") ?? "",
            memberships: SmallFile.read("/proc/self/cgroup") ?? "")
    }

    init(mountInfo: String, memberships: String) {
        let paths = Self.paths(memberships)
        for line in mountInfo.split(separator: "\n") {
            guard let mount = Mount(line) else { continue }
            switch mount.type {
            case "cgroup2":
                version2 = version2 ?? paths[""].map(mount.folder(of:))
            case "cgroup":
                for controller in mount.options {
                    if let path = paths[controller] { version1[controller] = mount.folder(of: path) }
                }
            default: break
            }
        }
    }

    /// `4:memory:/path`, `1:cpu,cpuacct:/path`; version 2 is `0::/path`.
    private static func paths(_ memberships: String) -> [String: String] {
        var paths: [String: String] = [:]
        for line in memberships.split(separator: "\n") {
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { continue }
            for controller in fields[1].split(separator: ",", omittingEmptySubsequences: false) {
                paths[String(controller)] = String(fields[2])
            }
        }
        return paths
    }

    /// `32 31 0:29 ROOT POINT rw,relatime - TYPE SOURCE OPTIONS`, with any number of fields before the dash.
    private struct Mount {
        let root: String
        let point: String
        let type: String
        let options: [String]

        init?(_ line: Substring) {
            let words = line.split(separator: " ").map(String.init)
            guard words.count > 5, let dash = words.firstIndex(of: "-"), words.count > dash + 3 else { return nil }
            root = words[3]
            point = words[4]
            type = words[dash + 1]
            options = words[dash + 3].split(separator: ",").map(String.init)
        }

        /// Where a group lies. A mount may show only a part of the hierarchy, and a namespace may hide where that is.
        func folder(of path: String) -> String {
            let base = root == "/" ? "" : root
            guard path.hasPrefix(base), !path.hasPrefix("/..") else { return point }
            let rest = path.dropFirst(base.count)
            return rest == "/" ? point : point + rest
        }
    }
}
