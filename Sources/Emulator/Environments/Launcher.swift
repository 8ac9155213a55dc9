import Glibc
import NIOCore
import NIOPosix

/// Starts functions' processes, through the small program `understudy-init`.
///
/// All spawning happens on one thread that lives as long as the emulator: the kernel's parent-death signal fires when
/// the spawning *thread* ends.
package final class Launcher: Sendable {
    /// The user that functions run as.
    package struct User: Sendable, Equatable {
        package var uid: UInt32
        package var gid: UInt32

        /// `nobody` and `nogroup`, for an emulator that runs as root: foreign zips are foreign code.
        package static let unprivileged = User(uid: 65534, gid: 65534)

        package init(uid: UInt32, gid: UInt32) {
            self.uid = uid
            self.gid = gid
        }
    }

    /// What a process is started from.
    struct Order: Sendable {
        /// The working directory; the program is looked for in it.
        var folder: String
        var program: String
        /// `NAME=value`, and nothing else of this machine's environment.
        var environment: [String]
        /// The kernel's backstop to the memory size.
        var memoryLimitBytes: Int
        /// How many CPUs it sees.
        var visibleCPUs: Int
        /// Gives it a network of its own, with nothing in it but the Runtime API on this port of its loopback.
        var sealedPort: Int?
    }

    /// A process that was started, seen from the emulator.
    struct Started: Sendable {
        /// `understudy-init`'s process id; the function is its child.
        var initPID: pid_t
        /// Where `understudy-init` reports; ends when everything of the environment has ended.
        var report: CInt
        /// The function's standard output and standard error.
        var output: CInt
        /// Where it is confined, if the machine offers control groups.
        var group: ControlGroup?
        /// Listens in its sealed network; must be taken over by whoever asked for one.
        var sealedListener: CInt?
    }

    private let initPath: String
    private let user: User?
    private let groups: ControlGroups?
    private let cpus: CPURotation
    private let thread = NIOThreadPool(numberOfThreads: 1)

    /// - Parameters:
    ///   - initPath: where `understudy-init` lies.
    ///   - user: whom functions run as; nil for the emulator's own user.
    ///   - groups: where functions are confined; nil if the machine does not offer that, or it is not wanted.
    ///   - usableCPUs: the CPUs that functions can be given.
    init(initPath: String, user: User?, groups: ControlGroups?, usableCPUs: [Int]) {
        self.initPath = initPath
        self.user = user
        self.groups = groups
        cpus = CPURotation(usableCPUs)
        thread.start()
    }

    package func shutDown() async throws {
        try await thread.shutdownGracefully()
        groups?.close()
    }

    func launch(_ order: Order, on loop: any EventLoop) -> EventLoopFuture<Started> {
        thread.runIfActive(eventLoop: loop) { [self] in
            // The next environments' groups can wait until this one is on its way.
            defer { thread.submit { [groups] _ in groups?.replenish() } }
            let group = try groups?.take()
            group?.limitMemory(bytes: order.memoryLimitBytes)
            do {
                return try spawn(order, in: group)
            } catch {
                if let group { groups?.remove(group) }
                throw error
            }
        }
    }

    /// Takes the ended process out of the kernel's table, and removes its group. It has reported its end already, so
    /// this takes no time.
    func reap(_ started: Started) {
        thread.submit { [groups] _ in
            var status: CInt = 0
            while waitpid(started.initPID, &status, 0) < 0 && errno == EINTR {}
            if let group = started.group { groups?.remove(group) }
        }
    }

    private func spawn(_ order: Order, in group: ControlGroup?) throws -> Started {
        let report = try Pipe()
        let output: Pipe
        do { output = try Pipe() } catch {
            report.closeBoth()
            throw error
        }
        defer {
            close(report.writing)
            close(output.writing)
        }
        let handover = try order.sealedPort.map { _ in try SocketHandover() }
        defer { handover.map { _ = close($0.ours) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output.writing, 1)
        posix_spawn_file_actions_adddup2(&actions, output.writing, 2)
        posix_spawn_file_actions_adddup2(&actions, report.writing, 3)
        if let handover { posix_spawn_file_actions_adddup2(&actions, handover.theirs, 4) }

        var pid: pid_t = 0
        let problem = Self.withCStrings(arguments(order, group)) { argv in
            Self.withCStrings(order.environment) { envp in posix_spawn(&pid, initPath, &actions, nil, argv, envp) }
        }
        // Otherwise the end of a process that sends nothing would not be seen.
        if let handover { close(handover.theirs) }
        guard problem == 0 else {
            close(report.reading)
            close(output.reading)
            throw LaunchError(what: initPath, errno: problem)
        }
        var started = Started(initPID: pid, report: report.reading, output: output.reading, group: group)
        if let handover { started.sealedListener = try listener(from: handover, of: started) }
        return started
    }

    /// `understudy-init` sends it before it does anything else, or says why not and ends.
    private func listener(from handover: SocketHandover, of started: Started) throws -> CInt {
        if let listener = handover.receive() { return listener }
        kill(started.initPID, SIGKILL)
        while waitpid(started.initPID, nil, 0) < 0 && errno == EINTR {}
        var text = [UInt8](repeating: 0, count: 256)
        let count = read(started.report, &text, text.count)
        close(started.report)
        close(started.output)
        let report = ProcessReport(String(decoding: text.prefix(max(0, count)), as: UTF8.self))
        guard case .notStarted(_, let problem) = report.end else { throw LaunchError(what: initPath, errno: EPIPE) }
        throw LaunchError(what: "a network of the function's own", errno: problem)
    }

    /// See `understudy-init`.
    private func arguments(_ order: Order, _ group: ControlGroup?) -> [String] {
        [
            "understudy-init", String(getpid()), user.map { String($0.uid) } ?? "-1",
            user.map { String($0.gid) } ?? "-1",
            cpus.next(order.visibleCPUs)?.map(String.init).joined(separator: ",") ?? "-",
            order.sealedPort.map(String.init) ?? "-",
            order.folder, order.program,
        ] + (group?.entrances ?? [])
    }

    /// Lends a null-terminated array of C strings for the time of one call.
    private static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) } + [nil]
        defer { copies.forEach { free($0) } }
        return body(copies)
    }

    private struct Pipe {
        let reading: CInt
        let writing: CInt

        init() throws {
            var ends: [CInt] = [-1, -1]
            guard pipe(&ends) == 0 else { throw LaunchError(what: "a pipe", errno: errno) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            (reading, writing) = (ends[0], ends[1])
        }

        func closeBoth() {
            close(reading)
            close(writing)
        }
    }
}

/// The machine could not start a process at all: out of processes, memory or file descriptors, or an incomplete
/// installation.
struct LaunchError: Error, CustomStringConvertible {
    let what: String
    let errno: Int32

    var description: String { "Cannot start \(what): \(String(cString: strerror(errno)))." }
}
