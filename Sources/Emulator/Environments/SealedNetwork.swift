import CLinux
import Glibc

/// A network that reaches nothing but the function's own Runtime API: a network namespace (network_namespaces(7)) with a
/// loopback of its own, in which `understudy-init` listens on the emulator's behalf.
package enum SealedNetwork {
    /// As on Lambda; nothing else listens in there.
    static let runtimePort = 9001

    /// Whether this machine allows it: with privilege, or with user namespaces for everyone. Found out by trying.
    package static func isOffered(initPath: String) -> Bool {
        var pid: pid_t = 0
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("understudy-init"), strdup("probe-network"), nil]
        defer { arguments.forEach { free($0) } }
        guard posix_spawn(&pid, initPath, nil, nil, arguments, [nil]) == 0 else { return false }
        var status: CInt = -1
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        return status == 0
    }
}

/// The two ends of a socket through which `understudy-init` sends the listening one of a sealed network.
struct SocketHandover {
    let ours: CInt
    /// For the started process only.
    let theirs: CInt

    init() throws {
        var ends: [CInt] = [-1, -1]
        guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw LaunchError(what: "a socket to hand over another", errno: errno)
        }
        (ours, theirs) = (ends[0], ends[1])
    }

    /// Waits until it has been sent; nil if the other end was closed without. The caller's end must be the only one left
    /// open here.
    func receive() -> CInt? {
        let descriptor = understudy_receive_descriptor(ours)
        return descriptor < 0 ? nil : descriptor
    }
}
