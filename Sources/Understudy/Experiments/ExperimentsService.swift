import Cloud
import Emulator
import ExperimentStore
import Glibc

/// The Scientist at work beside the emulator: takes what it reports, stores it, and follows the definitions' file.
final class ExperimentsService: Sendable {
    /// How often the file is looked at.
    private static let watchInterval = Duration.seconds(1)
    private static let sweepInterval = Duration.seconds(3_600)

    private let laboratory: Laboratory
    private let api: ExperimentsAPI
    private let pages: DashboardPages
    private let source: ExperimentsSource

    /// - Parameters:
    ///   - path: of the store.
    ///   - scope: where functions are that are named without a region or account.
    ///   - changes: told of what changes.
    init(_ path: String, _ source: ExperimentsSource, scope: Scope, changes: ChangeBoard) async throws {
        let store = try ExperimentStore(path: path)
        // Requests and answers of clients are nobody else's business.
        for suffix in ["", "-wal", "-shm"] { chmod(path + suffix, 0o600) }
        laboratory = try await Laboratory(store: store, prices: .current, scope: scope, changes: changes) {
            Terminal.warn($0)
        }
        let reports = ReportShelf(store)
        api = ExperimentsAPI(laboratory: laboratory, store: store, reports: reports, scope: scope)
        pages = DashboardPages(laboratory: laboratory, store: store, reports: reports)
        self.source = source
    }

    /// What the emulator asks for requests that it does not know.
    var dashboard: @Sendable (HTTPRequest) async -> HTTPAnswer? {
        { [api, pages] request in
            if let answer = await pages.answer(request) { return answer }
            return await api.answer(request)
        }
    }

    /// Lets pages offer to measure functions at several memory sizes.
    ///
    /// - Parameter answer: to requests below `/_understudy/api/functions/NAME/tune`.
    func offerTuning(_ answer: @escaping RequestHandler) {
        pages.tuningSource.set(answer)
    }

    /// Experiments, as Prometheus wants them.
    var metrics: [MetricFamily] {
        get async {
            ExperimentMetrics.families(
                await laboratory.overview(), lost: laboratory.queue.lost, waiting: laboratory.queue.count,
                unstored: await laboratory.unstored)
        }
    }

    /// How many experiments run.
    var count: Int {
        get async { await laboratory.running.count }
    }

    /// Tells the emulator what to mirror.
    func begin(_ file: ExperimentsFile?, _ cloud: Cloud, _ emulator: Emulator) async throws {
        pages.functionsSource.set(FunctionsSource(emulator))
        await laboratory.connect(
            canSealNetwork: { emulator.canSealNetwork }, publish: { plans in try await emulator.mirror(plans) })
        try await laboratory.load(file?.experiments ?? [], file: source.path, cloud)
    }

    /// Works until ``end()``.
    ///
    /// - Parameter clouds: the states of the model that follow the one of ``begin(_:_:_:)``; those in between may be left out.
    func run(following clouds: AsyncStream<Cloud>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [laboratory] in await laboratory.observe() }
            group.addTask { await self.watch() }
            group.addTask { await self.follow(clouds) }
            group.addTask { await self.sweep() }
            // The queue ends first, then what runs beside it.
            await group.next()
            group.cancelAll()
        }
    }

    /// Everything that was reported will be looked at and stored; then ``run()`` returns.
    func end() async {
        laboratory.queue.finish()
    }

    /// Holds the experiments against every new state of the model.
    private func follow(_ clouds: AsyncStream<Cloud>) async {
        for await cloud in clouds {
            do {
                try await laboratory.follow(cloud)
            } catch {
                Terminal.warn("The experiments could not follow a change of their functions: \(error)")
            }
        }
    }

    /// Takes away what is too old, once an hour: experiments that get no requests keep nothing for ever either.
    private func sweep() async {
        while !Task.isCancelled {
            do {
                try await laboratory.sweep()
            } catch {
                Terminal.warn("Old observations could not be taken away: \(error)")
            }
            // Cancelled means the end.
            try? await Task.sleep(for: Self.sweepInterval)
        }
    }

    /// Loads the file again whenever it changes. A mistake in it is told, and leaves all as it was.
    private func watch() async {
        var known = source.state
        while !Task.isCancelled {
            // Cancelled means the end.
            try? await Task.sleep(for: Self.watchInterval)
            let present = source.state
            guard present != known else { continue }
            known = present
            guard present != .missing else {
                Terminal.warn("\(source.path) is gone; its experiments go on as they were until it is back.")
                continue
            }
            do {
                let file = try source.read()
                for notice in file?.notices ?? [] { Terminal.warn(notice) }
                try await laboratory.reload(file?.experiments ?? [])
                Terminal.warn("\(source.path) was read again.")
            } catch {
                Terminal.warn("The experiments stay as they were: \(error)")
            }
        }
    }
}
