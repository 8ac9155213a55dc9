import Glibc

/// Hands the controllers of version 2 down to the emulator's own groups.
///
/// A group with controllers for its children must hold no process itself (cgroups(7), "no internal processes"), so
/// where the kernel insists the emulator moves into a leaf of its own.
struct Version2Delegation {
    /// The group that this process is in.
    let parent: String
    /// The folder below it, for the groups of environments.
    let own: String

    private static let controllers = "+cpu +memory"
    private var leaf: String { own + "/emulator" }

    func open() throws(ControlGroupError) {
        let offered = words("\(parent)/cgroup.controllers")
        guard offered.contains("cpu"), offered.contains("memory") else {
            throw ControlGroupError("\(parent) has no cpu and memory controller")
        }
        if !words("\(parent)/cgroup.subtree_control").isSuperset(of: ["cpu", "memory"]) { try delegate() }
        let problem = SmallFile.write(Self.controllers, to: "\(own)/cgroup.subtree_control")
        guard problem == 0 else {
            throw ControlGroupError("\(own) gets no controllers: \(String(cString: strerror(problem)))")
        }
    }

    private func delegate() throws(ControlGroupError) {
        let file = "\(parent)/cgroup.subtree_control"
        var problem = SmallFile.write(Self.controllers, to: file)
        if problem == EBUSY, mkdir(leaf, 0o755) == 0,
            SmallFile.write(String(getpid()), to: "\(leaf)/cgroup.procs") == 0
        {
            problem = SmallFile.write(Self.controllers, to: file)
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
        _ = SmallFile.write("-cpu -memory", to: "\(own)/cgroup.subtree_control")
        _ = SmallFile.write("-cpu -memory", to: "\(parent)/cgroup.subtree_control")
        _ = SmallFile.write(String(getpid()), to: "\(parent)/cgroup.procs")
        rmdir(leaf)
    }

    private func words(_ path: String) -> Set<Substring> {
        Set((SmallFile.read(path) ?? "").split { $0 == " " || $0 == "\n" })
    }
}
