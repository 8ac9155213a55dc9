public import AWSAPI
import Foundation
import GRDB
import Synchronization

/// Log events in an SQLite file of their own: WAL, synchronous=NORMAL, so that what is written survives the process and
/// not always the machine. Writers that wait at the same time share a transaction.
public final class SQLiteEventLog: EventLog {
    private struct Line {
        var waiting: [EventLogChange] = []
        /// Counts ``waiting`` and everything before it.
        var written = 0
        var stored = 0
    }

    private let database: DatabaseQueue
    private let line = Mutex(Line())
    private let writer = Writer()

    /// Opens the file, or makes it.
    ///
    /// - Parameter path: nil keeps events in memory.
    /// - Throws: ``StateStoreError`` when it cannot be used.
    public init(path: String?) throws(StateStoreError) {
        do {
            var configuration = Configuration()
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
            }
            database = try path.map { try DatabaseQueue(path: $0, configuration: configuration) } ?? DatabaseQueue()
            try database.write { database in try database.execute(sql: Self.schema) }
        } catch {
            throw StateStoreError(path: path ?? "in memory", cause: error)
        }
    }

    /// A row of event_stream is the sum of its events; both change in the same transaction. One tree alone holds the
    /// events: they are written far more often than a stream is read by itself, which looks through its group.
    private static let schema = """
        CREATE TABLE IF NOT EXISTS event (
          grp INTEGER NOT NULL, time INTEGER NOT NULL, number INTEGER NOT NULL, stream INTEGER NOT NULL,
          ingested INTEGER NOT NULL, message TEXT NOT NULL, PRIMARY KEY (grp, time, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS event_stream (
          stream INTEGER PRIMARY KEY, grp INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
          ingested INTEGER NOT NULL, bytes INTEGER NOT NULL, number INTEGER NOT NULL);
        """

    public func write(_ changes: [EventLogChange]) {
        line.withLock { line in
            line.waiting += changes
            line.written += changes.count
        }
    }

    public func settle() async throws(AWSError) {
        try await writer.flush(upTo: line.withLock { $0.written }, self)
    }

    public func read(_ query: EventLogQuery) async throws(AWSError) -> [LogEvent] {
        try await settle()
        do {
            return try await database.read { database in try EventSelection(query).events(in: database) }
        } catch {
            throw Self.failure(error)
        }
    }

    public func streams() async throws(AWSError) -> [EventLogStream] {
        try await settle()
        do {
            return try await database.read { database in
                try Row.fetchAll(database, sql: "SELECT * FROM event_stream ORDER BY stream").map { row in
                    EventLogStream(
                        group: row["grp"], stream: row["stream"], firstTime: row["first"], lastTime: row["last"],
                        lastIngested: row["ingested"], bytes: row["bytes"], lastNumber: row["number"])
                }
            }
        } catch {
            throw Self.failure(error)
        }
    }

    /// One transaction at a time.
    private actor Writer {
        func flush(upTo wanted: Int, _ log: SQLiteEventLog) throws(AWSError) {
            // Whoever came before may have taken these along.
            guard log.line.withLock({ $0.stored }) < wanted else { return }
            try log.store()
        }
    }

    /// Runs on the writer only. What could not be stored stays in line, in its order.
    private func store() throws(AWSError) {
        let (changes, end) = line.withLock { ($0.waiting, $0.written) }
        do {
            try database.write { database in
                var transaction = EventChanges(database)
                for change in changes { try transaction.apply(change) }
                try transaction.count()
            }
        } catch {
            throw Self.failure(error)
        }
        line.withLock { line in
            line.waiting.removeFirst(changes.count)
            line.stored = end
        }
    }

    private static func failure(_ error: any Error) -> AWSError {
        AWSError("InternalFailure", "The log events cannot be stored or read: \(error)", status: 500)
    }
}

/// Changes within one transaction.
private struct EventChanges {
    private let database: Database
    /// What was appended and not counted yet, by stream.
    private var uncounted: [Int: EventLogStream] = [:]

    init(_ database: Database) { self.database = database }

    mutating func apply(_ change: EventLogChange) throws {
        if case .append(let event) = change { return try append(event) }
        try count()
        switch change {
        case .append: break
        case .deleteStream(let group, let stream):
            try execute("DELETE FROM event WHERE grp = ? AND stream = ?", [group, stream])
            try execute("DELETE FROM event_stream WHERE stream = ?", [stream])
        case .deleteGroup(let group):
            try execute("DELETE FROM event WHERE grp = ?", [group])
            try execute("DELETE FROM event_stream WHERE grp = ?", [group])
        case .deleteBefore(let group, let time): try delete(group, before: .init(time: time, number: 0))
        case .shrink(let group, let bytes): try shrink(group, to: bytes)
        }
    }

    private mutating func append(_ event: LogEvent) throws {
        try execute(
            "INSERT INTO event (grp, time, number, stream, ingested, message) VALUES (?, ?, ?, ?, ?, ?)",
            [event.group, event.time, event.number, event.stream, event.ingested, event.message])
        var sum =
            uncounted[event.stream]
            ?? EventLogStream(
                group: event.group, stream: event.stream, firstTime: event.time, lastTime: event.time,
                lastIngested: event.ingested, bytes: 0, lastNumber: event.number)
        sum.firstTime = min(sum.firstTime, event.time)
        sum.lastTime = max(sum.lastTime, event.time)
        sum.lastIngested = max(sum.lastIngested, event.ingested)
        sum.bytes += event.sizeBytes
        sum.lastNumber = max(sum.lastNumber, event.number)
        uncounted[event.stream] = sum
    }

    /// Adds what was appended to its streams.
    mutating func count() throws {
        for sum in uncounted.values {
            try execute(
                """
                INSERT INTO event_stream (stream, grp, first, last, ingested, bytes, number)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                ON CONFLICT (stream) DO UPDATE SET first = min(first, ?3), last = max(last, ?4),
                  ingested = max(ingested, ?5), bytes = bytes + ?6, number = max(number, ?7)
                """,
                [sum.stream, sum.group, sum.firstTime, sum.lastTime, sum.lastIngested, sum.bytes, sum.lastNumber])
        }
        uncounted = [:]
    }

    /// Drops the oldest events until what is left fits.
    private func shrink(_ group: Int, to limit: Int) throws {
        let sum = try Int.fetchOne(
            database, sql: "SELECT sum(bytes) FROM event_stream WHERE grp = ?", arguments: [group])
        var surplus = (sum ?? 0) - limit
        guard surplus > 0 else { return }
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT time, number, length(CAST(message AS BLOB)) + 26 AS bytes FROM event WHERE grp = ?
                ORDER BY time, number
                """, arguments: [group])
        while surplus > 0, let row = try rows.next() {
            surplus -= row["bytes"] as Int
            guard surplus <= 0 else { continue }
            return try delete(group, before: .init(time: row["time"], number: (row["number"] as Int) + 1))
        }
    }

    private func delete(_ group: Int, before position: LogEvent.Position) throws {
        let bounds: StatementArguments = [group, position.time, position.number]
        let lost = try Row.fetchAll(
            database,
            sql: """
                SELECT stream, sum(length(CAST(message AS BLOB)) + 26) AS bytes FROM event
                WHERE grp = ? AND (time, number) < (?, ?) GROUP BY stream
                """, arguments: bounds)
        guard !lost.isEmpty else { return }
        try execute("DELETE FROM event WHERE grp = ? AND (time, number) < (?, ?)", bounds)
        let first = try Row.fetchAll(
            database, sql: "SELECT stream, min(time) AS time FROM event WHERE grp = ? GROUP BY stream",
            arguments: [group])
        let firstTimes = Dictionary(uniqueKeysWithValues: first.map { ($0["stream"] as Int, $0["time"] as Int) })
        for row in lost {
            let (stream, bytes): (Int, Int) = (row["stream"], row["bytes"])
            if let time = firstTimes[stream] {
                try execute(
                    "UPDATE event_stream SET first = ?, bytes = bytes - ? WHERE stream = ?", [time, bytes, stream])
            } else {
                try execute("DELETE FROM event_stream WHERE stream = ?", [stream])
            }
        }
    }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}

/// A query in SQL.
private struct EventSelection {
    private var conditions: [String] = []
    private var arguments: StatementArguments = []
    private let order: String
    private let limit: Int

    init(_ query: EventLogQuery) {
        let direction = query.isDescending ? "DESC" : "ASC"
        order = "time \(direction), number \(direction)"
        limit = query.limit
        add("grp = ?", [query.group])
        if let streams = query.streams { add("stream IN (\(streams.map(String.init).joined(separator: ",")))", []) }
        if query.times.lowerBound > 0 { add("time >= ?", [query.times.lowerBound]) }
        if query.times.upperBound < .max { add("time < ?", [query.times.upperBound]) }
        if let after = query.after { add("(time, number) > (?, ?)", [after.time, after.number]) }
        if let before = query.before { add("(time, number) < (?, ?)", [before.time, before.number]) }
    }

    private mutating func add(_ condition: String, _ values: StatementArguments) {
        conditions.append(condition)
        arguments += values
    }

    func events(in database: Database) throws -> [LogEvent] {
        let sql = "SELECT * FROM event WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(order) LIMIT \(limit)"
        return try Row.fetchAll(database, sql: sql, arguments: arguments).map { row in
            LogEvent(
                group: row["grp"], stream: row["stream"], time: row["time"], number: row["number"],
                ingested: row["ingested"], message: row["message"])
        }
    }
}
