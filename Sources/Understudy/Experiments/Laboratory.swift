import Cloud
import Emulator
import ExperimentStore
import FoundationEssentials
import NIOCore
import Scientist

/// Runs the experiments: turns definitions into plans for the emulator, and what comes back into observations, evidence
/// and verdicts.
actor Laboratory {
    /// What was observed is stored after this time, or earlier if somebody asks.
    private static let commitInterval = Duration.milliseconds(50)
    /// The same after the store has failed.
    private static let retryInterval = Duration.seconds(1)
    /// What could not be stored may wait up to this many.
    private static let pendingLimit = 20_000

    private let store: ExperimentStore
    private var reading: RunReading
    private let scope: Scope
    private let warn: @Sendable (String) -> Void
    /// Told of experiments that are not what they were.
    private let changes: ChangeBoard
    let queue = ReportQueue()

    /// What is deployed.
    private(set) var cloud = Cloud()
    /// What the emulator is to be told.
    private var publish: @Sendable ([MirrorPlan]) async throws -> Void = { _ in }
    private var canSealNetwork: @Sendable () -> Bool = { false }
    private var fileDefinitions: [Experiment] = []
    private var fileName = "experiments.yml"
    private var uploaded: [Experiment] = []
    private(set) var running: [String: RunningExperiment] = [:]
    private var switchboards: [String: ExperimentSwitchboard] = [:]

    private var pending: [Observation] = []
    private var changed: Set<EvidenceKey> = []
    private var committing: Task<Void, Never>?
    private var refreshing: Task<Void, any Error>?
    /// What could neither be stored nor kept.
    private(set) var unstored = 0
    private var hasComplained = false
    private var isCommitDue = false

    struct EvidenceKey: Hashable {
        var experiment: String
        var candidate: String
    }

    init(
        store: ExperimentStore, prices: LambdaPrices, scope: Scope, changes: ChangeBoard,
        warn: @escaping @Sendable (String) -> Void
    ) async throws {
        self.store = store
        reading = RunReading(prices: prices, hashes: FunctionHashes())
        self.scope = scope
        self.changes = changes
        self.warn = warn
        uploaded = try await store.uploadedExperiments()
    }

    /// Says how plans reach the emulator, and whether it can deny candidates the network.
    func connect(
        canSealNetwork: @escaping @Sendable () -> Bool, publish: @escaping @Sendable ([MirrorPlan]) async throws -> Void
    ) {
        self.canSealNetwork = canSealNetwork
        self.publish = publish
    }

    // MARK: Definitions

    /// Takes the definitions of the file in place of those that it had.
    func load(_ experiments: [Experiment], file: String, _ cloud: Cloud) async throws {
        fileDefinitions = experiments
        fileName = file
        self.cloud = cloud
        try await refresh()
    }

    /// The same for a file that has changed.
    func reload(_ experiments: [Experiment]) async throws {
        fileDefinitions = experiments
        try await refresh()
    }

    /// Takes note of functions and routes that were changed. A function with other code or another configuration begins a
    /// new version of its experiments.
    func follow(_ next: Cloud) async throws {
        let before = cloud
        cloud = next
        let isConcerned = definitions.contains { check($0.experiment, before) != check($0.experiment, next) }
        if isConcerned { try await refresh() }
    }

    private func check(_ experiment: Experiment, _ cloud: Cloud) -> ExperimentCheck {
        ExperimentCheck(experiment, cloud: cloud, scope: scope, canSealNetwork: canSealNetwork)
    }

    /// Takes away stored observations that are too old.
    func sweep() async throws {
        let days = Dictionary(definitions.map { ($0.experiment.name, $0.experiment.storage.days) }) { _, last in last }
        try await store.sweep(days: days, now: WallClock.epochMilliseconds())
    }

    /// Takes uploaded definitions; each replaces one of the same name.
    ///
    /// - Returns: what is to be said of them: problems and notices.
    /// - Throws: ``LaboratoryError`` where another experiment has the path.
    @discardableResult
    func put(_ experiments: [Experiment]) async throws -> [String] {
        let names = Set(experiments.map(\.name))
        for experiment in experiments {
            let owner = definitions.first {
                $0.experiment.path == experiment.path && !names.contains($0.experiment.name)
            }
            if let owner {
                throw LaboratoryError(
                    .conflict,
                    "'\(experiment.name)' cannot have the path '\(experiment.path)': it is that of experiment "
                        + "'\(owner.experiment.name)', and an experiment owns its path.")
            }
        }
        for experiment in experiments {
            uploaded.removeAll { $0.name == experiment.name }
            uploaded.append(experiment)
        }
        try await store.keepUploaded(uploaded)
        try await refresh()
        return experiments.compactMap { running[$0.name] }.flatMap { experiment in
            experiment.problems.map { "experiment '\(experiment.experiment.name)': \($0)" } + experiment.notices
        }
    }

    /// Takes an uploaded definition back.
    ///
    /// - Returns: whether there was one.
    func withdraw(_ name: String) async throws -> Bool {
        guard uploaded.contains(where: { $0.name == name }) else { return false }
        uploaded.removeAll { $0.name == name }
        try await store.keepUploaded(uploaded)
        try await refresh()
        return true
    }

    /// All definitions; an uploaded one prevails over the file's of the same name.
    private var definitions: [(experiment: Experiment, origin: String)] {
        let names = Set(uploaded.map(\.name))
        return uploaded.map { ($0, "uploaded") }
            + fileDefinitions.filter { !names.contains($0.name) }.map { ($0, fileName) }
    }

    /// Makes what runs agree with definitions and functions; one change at a time.
    private func refresh() async throws {
        // Whoever asked for that one is told what came of it.
        while let refreshing { _ = await refreshing.result }
        let task = Task { try await rebuild() }
        refreshing = task
        try await task.value
    }

    private func rebuild() async throws {
        defer { refreshing = nil }
        await commit()
        var next: [String: RunningExperiment] = [:]
        // A file that was changed may want a path that an uploaded experiment has by now.
        var owners: [String: String] = [:]
        for (experiment, origin) in definitions {
            next[experiment.name] = try await run(experiment, origin: origin)
            if let owner = owners[experiment.path] {
                next[experiment.name]?.yield(to: owner)
            } else {
                owners[experiment.path] = experiment.name
            }
        }
        for (name, experiment) in next {
            let old = running[name]?.problems ?? []
            for problem in experiment.problems where !old.contains(problem) { warn("experiment '\(name)': \(problem)") }
            for notice in experiment.notices where running[name]?.notices.contains(notice) != true { warn(notice) }
        }
        // What was observed meanwhile must not be lost: no waiting from here to the end of the change.
        switchboards = next.mapValues(board)
        for (name, present) in running where next[name]?.version == present.version {
            next[name]?.takeOver(present)
        }
        for name in Set(running.keys).union(next.keys) { changes.note(.experiments, name) }
        running = next
        try await publish(next.values.filter { !$0.callable.isEmpty }.compactMap(plan))
    }

    private func run(_ experiment: Experiment, origin: String) async throws -> RunningExperiment {
        let check = check(experiment, cloud)
        let functions = reading.hashes.identities(of: check.functions)
        let (version, started) = try await store.version(
            of: experiment, functions: functions, at: WallClock.epochMilliseconds())
        let name = experiment.name
        var result = RunningExperiment(
            experiment: experiment, version: version, origin: origin, started: started,
            examination: try Examination(experiment, version: version),
            switches: ExperimentSwitches(experiment.sampling), problems: check.problems,
            notices: [check.notice].compactMap { $0 }, callable: check.callable, methods: check.methods)
        if running[name]?.version != version {
            result.evidence = try await store.evidence(experiment: name, version: version)
            result.examples = try await store.differences(experiment: name, version: version)
            result.acceptances = try await store.acceptances(experiment: name, version: version)
        }
        result.switches = try await store.switches(of: name, from: result.switches)
        return result
    }

    /// The emulator keeps a plan of the same version, and with it the board that decides for it.
    private func board(_ next: RunningExperiment) -> ExperimentSwitchboard {
        let name = next.experiment.name
        guard running[name]?.version == next.version, let present = switchboards[name] else {
            return ExperimentSwitchboard(next.experiment, next.switches)
        }
        present.set(next.switches)
        return present
    }

    private func plan(_ running: RunningExperiment) -> MirrorPlan? {
        guard let board = switchboards[running.experiment.name] else { return nil }
        return MirrorPlan(running, scope: scope, board: board, queue: queue)
    }

    // MARK: Observations

    /// Looks at what the emulator reports until the queue is finished.
    func observe() async {
        for await report in queue.reports {
            receive(report)
            queue.taken(report)
        }
        await commit()
    }

    private func receive(_ report: MirrorReport) {
        // What was under way when a new version began belongs to none.
        guard let experiment = running[report.plan], experiment.version == report.planVersion else { return }
        changed.insert(EvidenceKey(experiment: report.plan, candidate: report.shadow))
        changes.note(.experiments, report.plan)
        commitSoon()
        if case .notAdmitted = report.fate {
            running[report.plan]?.evidence[report.shadow, default: Evidence()].addNotRun()
            return
        }
        let observation = experiment.examination.observe(
            report.performance(reading), candidate: report.shadow, report.fate(reading),
            day: String(WallClock.iso8601(epochMilliseconds: report.stamp.epochMilliseconds).prefix(10)))
        running[report.plan]?.evidence[report.shadow, default: Evidence()].add(observation)
        if observation.outcome == .mismatch {
            running[report.plan]?.examples[report.shadow, default: DifferenceTree()].add(observation)
        }
        keep(observation)
    }

    private func keep(_ observation: Observation) {
        guard pending.count < Self.pendingLimit else {
            unstored += 1
            return
        }
        pending.append(observation)
    }

    /// Stores what waits in a moment, together with what comes until then. Without traffic nothing is woken up.
    private func commitSoon() {
        guard !isCommitDue else { return }
        isCommitDue = true
        // Ends by itself; what it finds stored already, for an answer or at the end, it leaves alone.
        Task {
            // Nobody cancels it.
            try? await Task.sleep(for: hasComplained ? Self.retryInterval : Self.commitInterval)
            isCommitDue = false
            await commit()
        }
    }

    /// Stores what waits.
    ///
    /// - Returns: the experiments as they add up to what is stored: what answers show must be there after a crash. What is
    ///   observed while the store is at work is not in there yet.
    @discardableResult
    func commit() async -> [String: RunningExperiment] {
        while let committing { await committing.value }
        guard !pending.isEmpty || !changed.isEmpty else { return running }
        let (batch, settled) = (takePending(), running)
        // A task, so that whoever comes meanwhile can wait for it, too.
        let task = Task { await store(batch) }
        committing = task
        await task.value
        return settled
    }

    private struct Batch {
        var observations: [Observation]
        var keys: Set<EvidenceKey>
        /// As they add up to the observations.
        var evidence: [EvidenceSnapshot]
    }

    private func takePending() -> Batch {
        defer {
            pending = []
            changed = []
        }
        return Batch(observations: pending, keys: changed, evidence: changed.compactMap(snapshot))
    }

    private func store(_ batch: Batch) async {
        defer { committing = nil }
        do {
            try await store.append(batch.observations, evidence: batch.evidence)
            hasComplained = false
        } catch {
            changed.formUnion(batch.keys)
            for snapshot in batch.evidence { putBack(snapshot) }
            let all = batch.observations + pending
            unstored += max(0, all.count - Self.pendingLimit)
            pending = Array(all.suffix(Self.pendingLimit))
            if !hasComplained { warn("Observations cannot be stored, and are tried again: \(error)") }
            hasComplained = true
            commitSoon()
        }
    }

    private func snapshot(_ key: EvidenceKey) -> EvidenceSnapshot? {
        guard let experiment = running[key.experiment], let evidence = experiment.evidence[key.candidate] else {
            return nil
        }
        return EvidenceSnapshot(
            experiment: key.experiment, version: experiment.version, candidate: key.candidate, evidence: evidence,
            limits: experiment.experiment.storage,
            differences: running[key.experiment]?.examples[key.candidate]?.takeChanges() ?? [])
    }

    /// What could not be stored is to be stored with the next.
    private func putBack(_ snapshot: EvidenceSnapshot) {
        guard running[snapshot.experiment]?.version == snapshot.version else { return }
        running[snapshot.experiment]?.examples[snapshot.candidate]?.putBack(snapshot.differences)
    }

    // MARK: Switches and decisions

    /// Changes what may change without a new version.
    ///
    /// - Throws: ``LaboratoryError`` for an experiment that does not exist.
    func change(_ name: String, _ change: (inout ExperimentSwitches) -> Void) async throws {
        var switches = try experiment(name).switches
        change(&switches)
        try await store.keep(switches, of: name)
        running[name]?.switches = switches
        switchboards[name]?.set(switches)
        changes.note(.experiments, name)
    }

    /// Takes the candidate's differences for the control's defect.
    ///
    /// - Parameter fields: nil for all that were seen up to now.
    /// - Returns: the fields.
    func accept(_ name: String, _ candidate: String, fields: [String]?, reason: Reason) async throws -> [String] {
        let experiment = try experiment(name, candidate)
        let seen = experiment.evidence[candidate]?.all.differingFields ?? []
        let accepted = fields ?? seen.sorted()
        guard !accepted.isEmpty else {
            throw LaboratoryError(.conflict, "Candidate '\(candidate)' of experiment '\(name)' shows no difference.")
        }
        if let unknown = accepted.first(where: { !seen.contains($0) }) {
            let known = seen.isEmpty ? "it shows none" : "it shows \(seen.sorted().joined(separator: ", "))"
            throw LaboratoryError(.notFound, "Candidate '\(candidate)' shows no difference at '\(unknown)': \(known).")
        }
        let acceptance = Acceptance(fields: accepted, reason: reason.text, time: WallClock.epochMilliseconds())
        try await store.accept(acceptance, experiment: name, version: experiment.version, candidate: candidate)
        running[name]?.acceptances[candidate, default: []].append(acceptance)
        changes.note(.experiments, name)
        return accepted
    }

    /// Takes back what was accepted of a candidate: its differences count against it again.
    ///
    /// - Returns: the fields.
    func reopen(_ name: String, _ candidate: String) async throws -> [String] {
        let experiment = try experiment(name, candidate)
        let fields = Set((experiment.acceptances[candidate] ?? []).flatMap(\.fields)).sorted()
        guard !fields.isEmpty else {
            throw LaboratoryError(
                .conflict, "Nothing was accepted of candidate '\(candidate)' of experiment '\(name)'.")
        }
        try await store.withdrawAcceptances(experiment: name, version: experiment.version, candidate: candidate)
        // Another version has none of them.
        if running[name]?.version == experiment.version { running[name]?.acceptances[candidate] = nil }
        changes.note(.experiments, name)
        return fields
    }

    /// The experiment as it adds up to what is stored.
    ///
    /// - Throws: ``LaboratoryError`` where it does not exist.
    func settled(_ name: String) async throws -> RunningExperiment {
        let settled = await commit()
        return try experiment(name, in: settled)
    }

    /// - Throws: ``LaboratoryError`` where it does not exist.
    func experiment(_ name: String, _ candidate: String? = nil) throws -> RunningExperiment {
        try experiment(name, candidate, in: running)
    }

    private func experiment(
        _ name: String, _ candidate: String? = nil, in running: [String: RunningExperiment]
    ) throws -> RunningExperiment {
        guard let experiment = running[name] else {
            let names = running.keys.sorted().joined(separator: ", ")
            throw LaboratoryError(
                .notFound,
                "There is no experiment '\(name)'" + (names.isEmpty ? "; none is defined." : "; there are: \(names)."))
        }
        if let candidate, !experiment.experiment.candidates.contains(where: { $0.key == candidate }) {
            let keys = experiment.experiment.candidates.map(\.key).joined(separator: ", ")
            throw LaboratoryError(.notFound, "Experiment '\(name)' has no candidate '\(candidate)'; it has: \(keys).")
        }
        return experiment
    }

    /// In the order of the definitions, after everything in them was stored.
    func overview() async -> [RunningExperiment] {
        let settled = await commit()
        return definitions.compactMap { settled[$0.experiment.name] }
    }
}

/// Why something cannot be done.
struct LaboratoryError: Error, CustomStringConvertible {
    enum Kind { case notFound, conflict, invalid }
    let kind: Kind
    let description: String

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
