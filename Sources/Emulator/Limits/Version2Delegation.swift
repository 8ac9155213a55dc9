import Glibc

/// Hands the controllers of version 2 down to the emulator's own groups: cpu, and memory where there is one.
///
/// A group whose children have controllers must hold no process itself (cgroups(7), "no internal processes"), so the
/// emulator moves into a leaf of its own. The root alone may do both.
struct Version2Delegation {
    /// The group that this process is in.
    let parent: String
    /// The folder below it, for the groups of environments.
    let own: String

    private var leaf: String { own + "/emulator" }

    func open() throws(ControlGroupError) {
        let offered = words("\(parent)/cgroup.controllers").intersection(["cpu", "memory"])
        guard offered.contains("cpu") else { throw ControlGroupError("\(parent) has no cpu controller") }
        var problem = isRoot ? 0 : enterLeaf()
        if problem == 0 { problem = hand(offered, to: parent, "+") }
        if problem == 0 { problem = hand(offered, to: own, "+") }
        guard problem == 0 else {
            close()
            throw ControlGroupError(
                "\(parent) is not delegated to this process alone (\(String(cString: strerror(problem)))); "
                    + "`systemd-run --user --scope -p Delegate=yes` makes such a group")
        }
    }

    private var isRoot: Bool { access("\(parent)/cgroup.type", F_OK) != 0 }

    private func enterLeaf() -> Int32 {
        mkdir(leaf, 0o755) == 0 || errno == EEXIST ? move(to: leaf) : errno
    }

    /// Takes back what ``open()`` did. At the root controllers stay handed down: others may use them by now.
    func close() {
        guard access(leaf, F_OK) == 0 else { return }
        for group in [own, parent] { _ = hand(words("\(group)/cgroup.subtree_control"), to: group, "-") }
        _ = move(to: parent)
        rmdir(leaf)
    }

    /// - Returns: the errno, 0 for success.
    private func hand(_ controllers: Set<Substring>, to group: String, _ sign: String) -> Int32 {
        let text = controllers.intersection(["cpu", "memory"]).sorted().map { sign + $0 }.joined(separator: " ")
        return SmallFile.write(text, to: "\(group)/cgroup.subtree_control")
    }

    private func move(to group: String) -> Int32 {
        SmallFile.write(String(getpid()), to: "\(group)/cgroup.procs")
    }

    private func words(_ path: String) -> Set<Substring> {
        Set((SmallFile.read(path) ?? "").split { $0 == " " || $0 == "\n" })
    }
}
