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
        /// Whether it only gets the CPU that clients' requests leave over, for as long as they want some.
        var yieldsToClients: Bool
    }

    /// The `nice` value of what yields: a twelfth or so of the weight of others.
    private static let yieldingNice = 10

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
            if order.yieldsToClients { group?.yieldCPU() }
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
            ChildProcess.wait(for: started.initPID)
            if let group = started.group { groups?.remove(group) }
        }
    }

    /// Ends a process that nobody took over.
    func discard(_ started: Started) {
        kill(started.initPID, SIGTERM)
        close(started.report)
        close(started.output)
        reap(started)
    }

    private func spawn(_ order: Order, in group: ControlGroup?) throws -> Started {
        let (report, output) = (try DescriptorPair.pipe(), try DescriptorPair.pipe())
        let handover = try order.sealedPort.map { _ in try DescriptorPair.sockets() }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output.theirs, 1)
        posix_spawn_file_actions_adddup2(&actions, output.theirs, 2)
        posix_spawn_file_actions_adddup2(&actions, report.theirs, 3)
        if let handover { posix_spawn_file_actions_adddup2(&actions, handover.theirs, 4) }

        let pid = try ChildProcess.spawn(
            initPath, arguments(order, group), environment: order.environment, &actions)
        for pair in [report, output, handover] { pair?.closeTheirs() }
        let sealedListener = try handover.map { try listener(from: $0, pid, report) }
        return Started(
            initPID: pid, report: report.takeOurs(), output: output.takeOurs(), group: group,
            sealedListener: sealedListener)
    }

    /// `understudy-init` sends it before it does anything else, or says why not and ends.
    private func listener(from handover: DescriptorPair, _ pid: pid_t, _ report: DescriptorPair) throws -> CInt {
        if let listener = handover.receiveDescriptor() { return listener }
        kill(pid, SIGTERM)
        ChildProcess.wait(for: pid)
        guard case .notStarted(_, let problem) = ProcessReport(report.readToEnd(limit: 256)).end else {
            throw LaunchError(what: initPath, errno: EPIPE)
        }
        throw LaunchError(what: "a network of the function's own", errno: problem)
    }

    /// See `understudy-init`.
    private func arguments(_ order: Order, _ group: ControlGroup?) -> [String] {
        [
            "understudy-init", String(getpid()), user.map { String($0.uid) } ?? "-1",
            user.map { String($0.gid) } ?? "-1",
            cpus.next(order.visibleCPUs)?.map(String.init).joined(separator: ",") ?? "-",
            order.sealedPort.map(String.init) ?? "-", String(order.yieldsToClients ? Self.yieldingNice : 0),
            order.folder, order.program,
        ] + (group?.entrances ?? [])
    }
}
