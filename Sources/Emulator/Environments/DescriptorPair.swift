import CLinux
import Glibc

/// The two ends of a pipe, or of a pair of sockets, one of which is for a program that is about to be started. An end that
/// was not taken is closed with the pair; programs started otherwise inherit neither.
final class DescriptorPair {
    private(set) var ours: CInt
    private(set) var theirs: CInt

    /// What the program writes can be read.
    static func pipe() throws -> DescriptorPair {
        var ends: [CInt] = [-1, -1]
        guard understudy_pipe(&ends) == 0 else { throw LaunchError(what: "a pipe", errno: errno) }
        return DescriptorPair(ours: ends[0], theirs: ends[1])
    }

    /// The program can send a file descriptor, see ``receiveDescriptor()``.
    static func sockets() throws -> DescriptorPair {
        var ends: [CInt] = [-1, -1]
        let kind = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw LaunchError(what: "a socket", errno: errno) }
        return DescriptorPair(ours: ends[0], theirs: ends[1])
    }

    private init(ours: CInt, theirs: CInt) {
        self.ours = ours
        self.theirs = theirs
    }

    deinit {
        for end in [ours, theirs] where end >= 0 { close(end) }
    }

    /// Once the program has it. Otherwise the program's end would not end what is read here.
    func closeTheirs() {
        close(theirs)
        theirs = -1
    }

    /// The end is the caller's from here on.
    func takeOurs() -> CInt {
        defer { ours = -1 }
        return ours
    }

    /// Waits until the program has sent one; nil if it ended, or closed its end, without.
    func receiveDescriptor() -> CInt? {
        let descriptor = understudy_receive_descriptor(ours)
        return descriptor < 0 ? nil : descriptor
    }

    /// What was written before the program ended, as far as it fits.
    func readToEnd(limit: Int) -> String {
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: limit)
        while text.count < limit {
            let count = read(ours, &chunk, limit - text.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            text += chunk[..<count]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
