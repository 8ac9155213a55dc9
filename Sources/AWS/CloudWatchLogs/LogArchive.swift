public import AWSAPI
import Cloud
import FoundationEssentials

/// Every group and stream with its events.
///
/// Groups and streams are in memory and in records, events in their own file alone. What functions write goes through an
/// inbox that is emptied ten times a second, and before anybody reads.
public actor LogArchive {
    private let records: any Records
    private let events: any EventLog
    private let warn: @Sendable (String) -> Void
    private var state = LogsState()
    private let inbox = LogInbox()
    private var emptying: Task<Void, Never>?

    private static let groupKind = "logs.group"
    private static let streamKind = "logs.stream"

    /// - Parameter warn: told in a sentence when logs had to be dropped or could not be stored.
    /// - Throws: InternalFailure when what was kept cannot be read.
    public init(
        records: any Records, events: any EventLog, warn: @escaping @Sendable (String) -> Void
    ) async throws(AWSError) {
        self.records = records
        self.events = events
        self.warn = warn
        for record in try records.load(Self.groupKind) { state.insert(try Self.decoded(record) as LogGroup) }
        for record in try records.load(Self.streamKind) { state.insert(try Self.decoded(record) as LogStream) }
        // Events whose stream did not reach the disk, or was deleted there first.
        let unknown = state.count(try await events.streams())
        events.write(unknown.map { .deleteStream(group: $0.group, stream: $0.stream) })
        try await events.settle()
    }

    // MARK: What functions write

    /// Takes what a function wrote. It costs its caller next to nothing, and is stored within a tenth of a second; group
    /// and stream are made if need be.
    ///
    /// - Parameters:
    ///   - time: in milliseconds since 1970.
    ///   - bytes: about how many there are.
    ///   - messages: the events; put into words by whoever stores them.
    public nonisolated func write(
        _ source: LogSource, time: Int, bytes: Int, messages: @escaping @Sendable () -> [String]
    ) {
        guard inbox.put(.init(source: source, time: time, messages: messages), bytes: bytes) else { return }
        // Nobody waits for it: readers empty the box themselves.
        Task {
            try? await Task.sleep(for: .milliseconds(100))
            await empty()
        }
    }

    /// Stores everything that functions wrote until now. For whoever ends the emulator.
    public func flush() async { await empty() }

    /// Whoever comes while it is being done waits, and does it again: when this returns, everything that was in the box
    /// before is stored.
    private func empty() async {
        while let emptying { await emptying.value }
        let task = Task {
            await emptyNow()
            emptying = nil
        }
        emptying = task
        await task.value
    }

    private func emptyNow() async {
        do throws(AWSError) {
            // What could not be stored before comes first; until it is, the box fills up and no further.
            try await events.settle()
            let (entries, dropped) = inbox.take()
            if dropped > 0 {
                warn("\(dropped) log events of functions were dropped: they come faster than they can be stored.")
            }
            guard !entries.isEmpty else { return }
            store(entries)
            try await records.settle()
            try await events.settle()
            try await shrink()
        } catch {
            inbox.abandon()
            warn("Functions' logs cannot be stored: \(error.message)")
        }
    }

    /// Changes memory and puts everything in line, in one step.
    private func store(_ entries: [LogInbox.Entry]) {
        var changes: [EventLogChange] = []
        for entry in entries {
            guard let stream = stream(for: entry.source, at: entry.time) else { continue }
            for message in entry.messages() where !message.isEmpty {
                changes.append(.append(state.event(stream, time: entry.time, ingested: entry.time, message)))
            }
        }
        if let now = entries.last?.time { changes += expired(at: now) }
        events.write(changes)
    }

    /// As Lambda makes it with the first event.
    private func stream(for source: LogSource, at time: Int) -> LogStream? {
        if let known = state.find(source.group, in: source.scope)?.streams[source.stream] { return known.stream }
        do throws(AWSError) {
            let known = state.find(source.group, in: source.scope)?.group
            let group = if let known { known } else { try add(source.group, source.scope, time) }
            makeRoom(in: group)
            let stream = try state.add(source.stream, to: group.number, at: time)
            records.write([Self.put(stream)])
            return stream
        } catch {
            warn("The log of \(source.group) cannot be kept: \(error.message)")
            return nil
        }
    }

    private func add(_ name: String, _ scope: Scope, _ time: Int) throws(AWSError) -> LogGroup {
        let group = try state.add(name, in: scope, at: time)
        records.write([Self.put(group)])
        return group
    }

    /// The stream that was longest without an event goes.
    private func makeRoom(in group: LogGroup) {
        guard let entry = state.groups[group.number], entry.streams.count >= LogsLimits.streamsPerGroup else { return }
        let oldest = entry.streams.values.min { ($0.content?.lastTime ?? 0) < ($1.content?.lastTime ?? 0) }
        if let oldest { drop(oldest.stream) }
    }

    private func drop(_ stream: LogStream) {
        state.remove(stream: stream)
        records.write([.delete(kind: Self.streamKind, key: String(stream.number))])
        events.write([.deleteStream(group: stream.group, stream: stream.number)])
    }

    // MARK: What goes

    /// At most once an hour for each group.
    private func expired(at now: Int) -> [EventLogChange] {
        var changes: [EventLogChange] = []
        for entry in state.groups.values where entry.group.retentionDays != nil && now - entry.lastSweep > 3_600_000 {
            changes.append(.deleteBefore(group: entry.group.number, time: entry.group.oldestTime(at: now)))
            state.swept(entry.group.number, at: now)
        }
        return changes
    }

    private func shrink() async throws(AWSError) {
        let surplus = state.surplus
        guard !surplus.isEmpty else { return }
        events.write(surplus.map { .shrink(group: $0.group, bytes: $0.bytes) })
        _ = state.count(try await events.streams())
    }

    // MARK: What operations do

    /// As it is now, with everything that functions wrote.
    func current() async -> LogsState {
        await empty()
        return state
    }

    func read(_ query: EventLogQuery) async throws(AWSError) -> [LogEvent] { try await events.read(query) }

    func create(
        _ name: String, in scope: Scope, at time: Int, _ describe: @Sendable (inout LogGroup) -> Void
    ) async throws(AWSError) {
        let group = try state.add(name, in: scope, at: time, describe)
        records.write([Self.put(group)])
        try await records.settle()
    }

    @discardableResult
    func change(
        _ name: String, in scope: Scope, _ body: @Sendable (inout LogGroup) throws(AWSError) -> Void
    ) async throws(AWSError) -> LogGroup {
        var group = try state.group(name, in: scope).group
        try body(&group)
        state.update(group)
        // What is too old by a new rule goes with the next events.
        state.swept(group.number, at: 0)
        records.write([Self.put(group)])
        try await records.settle()
        return group
    }

    func delete(_ name: String, in scope: Scope) async throws(AWSError) {
        await empty()
        let entry = try state.group(name, in: scope)
        state.remove(group: entry.group.number)
        records.write(
            [.delete(kind: Self.groupKind, key: String(entry.group.number))]
                + entry.streams.values.map { .delete(kind: Self.streamKind, key: String($0.stream.number)) })
        events.write([.deleteGroup(entry.group.number)])
        try await records.settle()
        try await events.settle()
    }

    func create(stream name: String, in group: String, _ scope: Scope, at time: Int) async throws(AWSError) {
        await empty()
        let stream = try state.add(name, to: try state.group(group, in: scope).group.number, at: time)
        records.write([Self.put(stream)])
        try await records.settle()
    }

    func delete(stream name: String, in group: String, _ scope: Scope) async throws(AWSError) {
        await empty()
        guard let entry = try state.group(group, in: scope).streams[name] else { throw .noSuchStream }
        drop(entry.stream)
        try await records.settle()
        try await events.settle()
    }

    /// - Returns: the number of the last event.
    func append(
        _ messages: [(time: Int, message: String)], to stream: LogStream, at now: Int
    ) async throws(AWSError) -> Int {
        events.write(
            messages.map { .append(state.event(stream, time: $0.time, ingested: now, $0.message)) } + expired(at: now))
        let last = state.lastEvent
        try await events.settle()
        try await shrink()
        return last
    }

    private static func put(_ group: LogGroup) -> RecordChange {
        .put(kind: groupKind, key: String(group.number), value: encoded(group))
    }

    private static func put(_ stream: LogStream) -> RecordChange {
        .put(kind: streamKind, key: String(stream.number), value: encoded(stream))
    }

    private static func encoded(_ value: some Encodable) -> [UInt8] {
        // Texts and numbers only: there is nothing in these values that cannot be encoded.
        (try? JSONEncoder().encode(value)).map { [UInt8]($0) } ?? []
    }

    private static func decoded<Value: Decodable>(_ record: StoredRecord) throws(AWSError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(record.value))
        } catch {
            throw AWSError(
                "InternalFailure", "The record \(record.key) of CloudWatch Logs cannot be read: \(error)", status: 500)
        }
    }
}
