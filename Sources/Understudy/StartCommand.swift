import ArgumentParser
import Cloud
import Dispatch
import Emulator
import ExperimentStore
import Glibc
import NIOCore
import NIOPosix

/// `understudy start`: the emulator in the foreground, until SIGINT or SIGTERM.
struct StartCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Runs the emulator until Ctrl-C.",
        discussion: "Prints one line beginning with 'ready:' on standard output when it accepts requests; logs go to "
            + "standard error.")

    @Option(
        help: "The Serverless Framework file that names the functions (default: serverless.yml, if there is one).",
        completion: .file())
    var config: String?

    @Option(
        help: "The experiments (default: experiments.yml beside the configuration file, if there is one).",
        completion: .file())
    var experiments: String?

    @Option(help: "The address to listen on. Anything but a loopback address opens the emulator to the network.")
    var host = "127.0.0.1"

    @Option(help: "The port of the AWS endpoint; 0 picks a free one.")
    var port = 4566

    @Option(help: "The port of the app's own API; 0 picks a free one.")
    var apiPort = 3000

    @Option(help: "The folder for state and unpacked code (default: .understudy beside the configuration file).")
    var state: String?

    @Flag(help: "Keep state in a temporary folder and remove it at the end.")
    var ephemeral = false

    @Option(help: "The stage, as sls deploy's --stage.")
    var stage: String?

    @Option(help: "A host name that the emulator answers to besides localhost; may be repeated.")
    var allowHost: [String] = []

    @Option(help: "How many invocations may run at a time; more get AWS's 429.")
    var concurrency = 256

    @Option(
        help:
            "How functions are held to the CPU of their memory size; `understudy doctor` says what this machine offers."
    )
    var throttle = ThrottleChoice.auto

    @Flag(help: "Pretend resources of CloudFormation types that are not emulated, instead of failing their stacks.")
    var inertUnknownResources = false

    @Flag(help: "Hold every signed request against its signature, as AWS does, and refuse unsigned ones.")
    var verifySignatures = false

    @Option(help: "With --verify-signatures: the access key (default: AWS_ACCESS_KEY_ID, else test).")
    var accessKeyID: String?

    @Option(help: "With --verify-signatures: its secret (default: AWS_SECRET_ACCESS_KEY, else test).")
    var secretAccessKey: String?

    @Flag(help: "Follow the configuration file, what it refers to and the zips, and take over what changes there.")
    var watch = false

    @Flag(help: "Open the dashboard in a browser, where there is a desktop.")
    var open = false

    @Flag(help: "Do not show the functions' logs.")
    var quiet = false

    func validate() throws {
        for (name, value) in [("--port", port), ("--api-port", apiPort)] where !(0...65535).contains(value) {
            throw ValidationError("\(name) must lie between 0 and 65535, not be \(value).")
        }
        guard port == 0 || port != apiPort else {
            throw ValidationError("--port and --api-port must differ; both are \(port).")
        }
        guard (1...10_000).contains(concurrency) else {
            throw ValidationError("--concurrency must lie between 1 and 10000, not be \(concurrency).")
        }
        guard state == nil || !ephemeral else {
            throw ValidationError("--state and --ephemeral exclude each other: state is either kept or not.")
        }
    }

    func run() async throws {
        // From here on the signals wait for the streams below, and do not end the process.
        let ending = EndingSignals()
        FileDescriptors.allowMost()
        let file = AppSource(config, stage: stage)
        let app = try file.read()
        for warning in app.warnings { Terminal.warn(warning) }
        if let warning = app.warning(usableCPUs: UsableCPUs.ofThisProcess().count) { Terminal.warn(warning) }
        let folders = try StateFolders.prepare(beside: file.path, state: state, ephemeral: ephemeral)
        defer { folders.removeTemporary() }

        let source = ExperimentsSource(experiments, beside: file.path, scope: app.scope)
        let definitions = try source.read()
        for notice in definitions?.notices ?? [] { Terminal.warn(notice) }
        let changes = ChangeBoard()
        let lab = try await ExperimentsService(folders.experiments, source, scope: app.scope, changes: changes)

        let services = try await AWSServices(
            ServiceState(folder: folders.services, isKept: folders.isKept),
            pretendsUnknownResources: inertUnknownResources)
        let door = AWSDoor(services, scope: app.scope, keys: verifySignatures ? accessKeys : nil)

        let insight = InsightService(lab, changes: changes)
        let emulator = try await startEmulator(folders, changes, services, door) {
            [dashboard = lab.dashboard, lambda = services.lambda] request in
            if let download = await CodeDownload.answer(request, lambda) { return download }
            if let answer = await dashboard(request) { return answer }
            return await insight.answer(request)
        }
        door.listens(on: emulator.port)
        insight.connect(emulator)
        lab.offerTuning { await insight.answer($0) }
        let cloud = try await services.begin(app, emulator, endpoint: "http://localhost:\(emulator.port)")
        try await lab.begin(definitions, cloud, emulator)
        let work = Task { await lab.run(following: services.link.clouds) }
        Terminal.line(
            "ready: AWS endpoint http://\(shownHost):\(emulator.port), API http://\(shownHost):\(emulator.apiPort) "
                + "(\(Plural.text(cloud.functions.count, "function")), "
                + "\(Plural.text(await lab.count, "experiment"))), dashboard http://\(shownHost):\(emulator.port)/_understudy/"
        )
        let watching = Task { if watch { await file.follow { try await services.take($0) } } }
        if open { DesktopBrowser.open("http://\(shownHost):\(emulator.port)/_understudy/") }
        await ending.first()
        watching.cancel()
        await watching.value
        await insight.end()
        try await services.end(emulator)
        await lab.end()
        await work.value
    }

    private func startEmulator(
        _ folders: StateFolders, _ changes: ChangeBoard, _ services: AWSServices, _ door: AWSDoor,
        dashboard: @escaping @Sendable (HTTPRequest) async -> HTTPAnswer?
    ) async throws -> Emulator {
        var configuration = Emulator.Configuration(
            codeFolder: folders.code, initPath: try Installation.initPath(), functionUser: FunctionUser.chosen)
        configuration.host = host
        configuration.port = port
        configuration.apiPort = apiPort
        configuration.allowedHosts = allowHost
        configuration.limits.concurrency = concurrency
        configuration.limits.environments = concurrency + concurrency / 4
        configuration.limits.mirrored = max(8, concurrency / 4)
        configuration.throttle = throttle
        configuration.changes = changes
        configuration.dashboard = dashboard
        configuration.services = { await door.answer($0) }
        if verifySignatures { configuration.refusal = { door.refusal($0) } }
        do {
            return try await Emulator.start(configuration, output: Terminal.output(quiet: quiet, logs: services.logs))
        } catch let error as ListenError {
            let flag = error.port == port ? "--port" : "--api-port"
            throw CommandFailure("\(error) Choose another with \(flag), or 0 for any free one.")
        } catch let error as ThrottleUnavailable {
            throw CommandFailure("\(error) With --throttle auto the best of what is possible is taken.")
        }
    }

    private var accessKeys: AccessKeys {
        func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
        return AccessKeys(
            id: accessKeyID ?? variable("AWS_ACCESS_KEY_ID") ?? "test",
            secret: secretAccessKey ?? variable("AWS_SECRET_ACCESS_KEY") ?? "test")
    }

    private var shownHost: String { host.contains(":") ? "[\(host)]" : host }
}

extension ThrottleChoice: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(argument)
    }

    public var defaultValueDescription: String {
        switch self {
        case .auto: "auto"
        case .only(let strategy): strategy.rawValue
        }
    }

    public static var allValueStrings: [String] { names }
}
