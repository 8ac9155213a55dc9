/// A network that reaches nothing but the function's own Runtime API: a network namespace (network_namespaces(7)) with a
/// loopback of its own, in which `understudy-init` listens on the emulator's behalf.
package enum SealedNetwork {
    /// As on Lambda; nothing else listens in there.
    static let runtimePort = 9001

    /// Whether this machine allows it: with privilege, or with user namespaces for everyone. Found out by trying, which
    /// takes a few milliseconds.
    package static func isOffered(initPath: String) -> Bool {
        guard let pid = try? ChildProcess.spawn(initPath, ["understudy-init", "probe-network"]) else { return false }
        return ChildProcess.wait(for: pid) == 0
    }
}
