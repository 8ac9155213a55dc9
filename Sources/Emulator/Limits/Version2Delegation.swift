import Glibc

/// Hands the controllers of version 2 down to the emulator's own groups: cpu, and memory where there is one.
///
/// A group with controllers for its children must hold no process itself (cgroups(7), "no internal processes"), so
/// where the kernel insists the emulator moves into a leaf of its own.
struct Version2Delegation {
    /// The group that this process is in.
    let parent: String
    /// The folder below it, for the groups of environments.
    let own: String

    private var leaf: String { own + "/emulator" }

    func open() throws(ControlGroupError) {
        let offered = words("\(parent)/cgroup.controllers").intersection(["cpu", "memory"])
        guard offered.contains("cpu") else { throw ControlGroupError("\(parent) has no cpu controller") }
        if !words("\(parent)/cgroup.subtree_control").isSuperset(of: offered) { try delegate(offered) }
        let problem = hand(offered, to: own, "+")
        guard problem == 0 else {
            throw ControlGroupError("\(own) gets no controllers: \(String(cString: strerror(problem)))")
        }
    }

    private func delegate(_ controllers: Set<Substring>) throws(ControlGroupError) {
        var problem = hand(controllers, to: parent, "+")
        if problem == EBUSY, mkdir(leaf, 0o755) == 0, move(to: leaf) == 0 {
            problem = hand(controllers, to: parent, "+")
        }
        guard problem == 0 else {
            close()
            throw ControlGroupError(
                "\(parent) is not delegated to this process (\(String(cString: strerror(problem)))); "
                    + "`systemd-run --user --scope -p Delegate=yes` makes such a group")
        }
    }

    /// Takes back what ``open()`` did, as far as others have not come to need it.
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
