package import Cloud
import Glibc
package import JSON
import NIOCore
import NIOPosix

/// The emulator: two listening ports, and behind them functions that run as processes of this machine.
///
/// One event loop carries every request from socket to socket; what takes time (unpacking, starting processes,
/// writing logs) happens on other threads.
package final class Emulator: Sendable {
    package static let version = "0.1.0"

    package struct Configuration: Sendable {
        /// The address to listen on.
        package var host = "127.0.0.1"
        /// The AWS endpoint; 0 picks a free port.
        package var port = 4566
        /// The API of the app at hand; 0 picks a free port.
        package var apiPort = 3000
        /// Host names that the doors answer to besides their own.
        package var allowedHosts: [String] = []
        /// Whom unsigned requests come from.
        package var defaults = Scope()
        /// An existing folder that functions may enter; code is unpacked below it.
        package var codeFolder: String
        /// Where `understudy-init` lies.
        package var initPath: String
        /// Whom functions run as; nil for the emulator's own user.
        package var functionUser: Launcher.User?
        /// How functions are held to the CPU that their memory size brings.
        package var throttle = ThrottleChoice.auto
        package var limits = Dispatcher.Limits()
        package var asynchronous = AsynchronousInvocations.Policy()
        /// Who watches what changes.
        package var changes = ChangeBoard()
        /// How many answers without an end may be under way: pages that watch, logs that are followed.
        package var streams = 128
        /// Answers requests below `/_understudy/` on the AWS endpoint that the emulator itself does not know; nil for
        /// what nobody knows.
        package var dashboard: (@Sendable (HTTPRequest) async -> HTTPAnswer?)?
        /// Answers every other request on the AWS endpoint: the AWS APIs that the emulator itself does not know; nil where
        /// there are none.
        package var services: (@Sendable (HTTPRequest) async -> HTTPAnswer)?
        /// Refuses a request for an AWS API that the emulator answers itself; nil to let all pass. Runs on the event loop.
        package var refusal: (@Sendable (HTTPRequest) -> HTTPAnswer?)?

        package init(codeFolder: String, initPath: String, functionUser: Launcher.User?) {
            self.codeFolder = codeFolder
            self.initPath = initPath
            self.functionUser = functionUser
        }
    }

    /// Where what happens is told.
    package struct Output: Sendable {
        /// Functions' logs, as they are written; called on the event loop.
        package var log: @Sendable (FunctionVersion, LogOrigin, LogRecord) -> Void
        /// Sentences for whoever runs the emulator.
        package var warn: @Sendable (String) -> Void

        package init(
            log: @escaping @Sendable (FunctionVersion, LogOrigin, LogRecord) -> Void,
            warn: @escaping @Sendable (String) -> Void
        ) {
            self.log = log
            self.warn = warn
        }
    }

    /// The port of the AWS endpoint.
    package let port: Int
    /// The port of the app's API.
    package let apiPort: Int

    private let initPath: String
    private let group: MultiThreadedEventLoopGroup
    let loop: any EventLoop
    private let workers: NIOThreadPool
    private let launcher: Launcher
    let controller: LimitsController
    private let listeners: [Listener]
    let streams: OpenStreams
    let dataPlane: NIOLoopBound<DataPlane>

    /// Opens the ports. Requests are answered from then on, with an empty model until ``publish(_:)``.
    ///
    /// - Throws: ``ListenError`` when a port cannot be had, ``ThrottleUnavailable`` for a strategy that was asked for
    ///   by name.
    package static func start(_ configuration: Configuration, output: Output) async throws -> Emulator {
        signal(SIGPIPE, SIG_IGN)
        let (strategy, groups) = try ThrottleOffer.probe().open(configuration.throttle)
        let cpus = UsableCPUs.ofThisProcess()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.any()
        let workers = NIOThreadPool(numberOfThreads: 2)
        workers.start()
        let launcher = Launcher(
            initPath: configuration.initPath, user: configuration.functionUser, groups: groups, usableCPUs: cpus)
        let controller = LimitsController(strategy: strategy, usableCPUs: cpus.count)
        let dataPlane = try await loop.submit {
            NIOLoopBound(
                makeDataPlane(
                    configuration, output, loop: loop, workers: workers, launcher: launcher, controller: controller),
                eventLoop: loop)
        }.get()
        let streams = OpenStreams(limit: configuration.streams)
        do {
            let listeners = try await listen(configuration, dataPlane, streams, on: loop)
            return Emulator(
                initPath: configuration.initPath, group: group, loop: loop, workers: workers, launcher: launcher,
                controller: controller, listeners: listeners, streams: streams, dataPlane: dataPlane)
        } catch {
            try await controller.shutDown()
            try await launcher.shutDown()
            try await workers.shutdownGracefully()
            try await group.shutdownGracefully()
            throw error
        }
    }

    private init(
        initPath: String, group: MultiThreadedEventLoopGroup, loop: any EventLoop, workers: NIOThreadPool,
        launcher: Launcher, controller: LimitsController, listeners: [Listener], streams: OpenStreams,
        dataPlane: NIOLoopBound<DataPlane>
    ) {
        self.initPath = initPath
        self.group = group
        self.loop = loop
        self.workers = workers
        self.launcher = launcher
        self.controller = controller
        self.listeners = listeners
        self.streams = streams
        self.dataPlane = dataPlane
        port = listeners[0].port
        apiPort = listeners[1].port
    }

    private static func makeDataPlane(
        _ configuration: Configuration, _ output: Output, loop: any EventLoop, workers: NIOThreadPool,
        launcher: Launcher, controller: LimitsController
    ) -> DataPlane {
        let surroundings = Environment.Surroundings(
            loop: loop, launcher: launcher, controller: controller, log: output.log, warn: output.warn)
        let dispatcher = Dispatcher(
            surroundings: surroundings, codeStore: CodeStore(root: configuration.codeFolder), workers: workers,
            limits: configuration.limits, changes: configuration.changes)
        let asynchronous = AsynchronousInvocations(
            dispatcher: dispatcher, loop: loop, policy: configuration.asynchronous, warn: output.warn)
        return DataPlane(
            dispatcher: dispatcher, asynchronous: asynchronous, defaults: configuration.defaults,
            changes: configuration.changes, warn: output.warn)
    }

    private static func listen(
        _ configuration: Configuration, _ dataPlane: NIOLoopBound<DataPlane>, _ streams: OpenStreams,
        on loop: any EventLoop
    ) async throws -> [Listener] {
        let guarding = DoorGuard(allowedHosts: configuration.allowedHosts + [configuration.host])
        var awsPolicy = HTTPDoor.Policy(
            bodyLimitBytes: AWSFrontDoor.bodyLimitBytes, guarding: guarding, streams: streams
        ) {
            AWSFrontDoor.tooLarge($0)
        }
        awsPolicy.longerBodyLimitBytes = { AWSFrontDoor.bodyLimitBytes(of: $0) }
        let aws = try await Listener.open(
            host: configuration.host, port: configuration.port, on: loop, policy: awsPolicy
        ) { request, reply in
            AWSFrontDoor(
                dataPlane: dataPlane.value, dashboard: configuration.dashboard, services: configuration.services,
                refusal: configuration.refusal
            ).serve(request, reply)
        }.get()
        let apiPolicy = HTTPDoor.Policy(
            bodyLimitBytes: GatewayLimits.bodyBytes, guarding: guarding
        ) {
            dataPlane.value.gatewayTooLarge($0)
        }
        do {
            let api = try await Listener.open(
                host: configuration.host, port: configuration.apiPort, on: loop, policy: apiPolicy
            ) { request, reply in
                dataPlane.value.serveGateway(request, through: .appPort, reply)
            }.get()
            return [aws, api]
        } catch {
            try await aws.close().get()
            throw error
        }
    }

    /// Makes a new state of the model the one that requests see.
    package func publish(_ cloud: Cloud) async throws {
        try await loop.submit { [dataPlane] in dataPlane.value.publish(cloud) }.get()
    }

    /// As ``publish(_:)``, without waiting for it: states that are shown one after the other are seen in that order, and by
    /// every request that is read after this returned.
    package func show(_ cloud: Cloud) {
        loop.execute { [dataPlane] in dataPlane.value.publish(cloud) }
    }

    /// How far the environments are that are kept ready for a version, by its revision.
    package func provisionedState(revision: Int) async -> ProvisionedState {
        let state = loop.submit { [dataPlane] in dataPlane.value.dispatcher.provisionedState(revision: revision) }
        // A loop that has ended has no environments either.
        return (try? await state.get()) ?? ProvisionedState(ready: 0, hasFailed: false)
    }

    /// Says which traffic other functions get, too, in place of all that was said before.
    package func mirror(_ plans: [MirrorPlan]) async throws {
        try await loop.submit { [dataPlane] in dataPlane.value.mirror(plans) }.get()
    }

    /// What GET `/_understudy/api/functions` says, for other parts of the program.
    package func functions() async throws -> JSON {
        try await loop.submit { [dataPlane] in FunctionsAPI(dataPlane: dataPlane.value).list }.get()
    }

    /// What GET `/_understudy/api/functions/NAME` says; nil where there is no such function.
    package func function(_ name: String) async throws -> JSON? {
        let words = try await loop.submit { [dataPlane] in
            let api = FunctionsAPI(dataPlane: dataPlane.value)
            // Why there is none is no news to whoever looks for a page.
            return (try? api.function(name)).map { api.words(about: $0) }
        }.get()
        return words?()
    }

    /// Invokes a function asynchronously, as with the type Event; it is queued when this returns.
    ///
    /// - Parameter function: an ARN.
    /// - Throws: `CloudError` when there is no such function or the queue is full.
    package func deliver(_ payload: [UInt8], to function: String) async throws {
        try await loop.submit { [dataPlane] in
            try dataPlane.value.invokeOperation.accept(ByteBuffer(bytes: payload), for: function)
        }.get()
    }

    /// Whether shadows can be denied the network on this machine; found out anew each time.
    package var canSealNetwork: Bool { SealedNetwork.isOffered(initPath: initPath) }

    /// What is answered off the event loop still needs it, for a while.
    private func awaitPendingAnswers() async throws {
        let pending = try await loop.submit { [dataPlane] in
            let pending = dataPlane.value.pending
            dataPlane.value.dispatcher.loop.scheduleTask(in: .seconds(5)) { pending.giveUp() }
            return pending
        }.get()
        await pending.close()
    }

    /// Ends everything: no new connections, every function's processes killed, threads joined.
    package func shutDown() async throws {
        for listener in listeners { try await listener.close().get() }
        streams.finishAll()
        try await awaitPendingAnswers()
        try await loop.flatSubmit { [dataPlane] in dataPlane.value.dispatcher.shutDown() }.get()
        try await controller.shutDown()
        try await launcher.shutDown()
        try await workers.shutdownGracefully()
        try await group.shutdownGracefully()
    }
}
