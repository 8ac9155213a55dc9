import Glibc

/// Programs started by posix_spawn(3) and awaited by waitpid(2).
enum ChildProcess {
    /// - Parameters:
    ///   - environment: `NAME=value`, and nothing else of this machine's environment.
    ///   - actions: what becomes of its file descriptors.
    /// - Throws: ``LaunchError``.
    static func spawn(
        _ path: String, _ arguments: [String], environment: [String] = [],
        _ actions: UnsafePointer<posix_spawn_file_actions_t>? = nil
    ) throws -> pid_t {
        var pid: pid_t = 0
        let problem = withCStrings(arguments) { argv in
            withCStrings(environment) { envp in posix_spawn(&pid, path, actions, nil, argv, envp) }
        }
        guard problem == 0 else { throw LaunchError(what: path, errno: problem) }
        return pid
    }

    /// Takes the ended process out of the kernel's table, waiting for its end if need be.
    ///
    /// - Returns: the status, as waitpid(2) has it.
    @discardableResult
    static func wait(for pid: pid_t) -> CInt {
        var status: CInt = -1
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        return status
    }

    /// Lends a null-terminated array of C strings for the time of one call.
    private static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) } + [nil]
        defer { copies.forEach { free($0) } }
        return body(copies)
    }
}

/// The machine could not start a process at all: out of processes, memory or file descriptors, or an incomplete
/// installation.
struct LaunchError: Error, CustomStringConvertible {
    let what: String
    let errno: Int32

    var description: String { "Cannot start \(what): \(String(cString: strerror(errno)))." }
}
