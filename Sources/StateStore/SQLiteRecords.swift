public import AWSAPI
import Foundation
import GRDB
import Synchronization

/// Records in one SQLite file: WAL, synchronous=FULL. Writers that wait at the same time share a transaction, and with it
/// the one wait for the disk.
public final class SQLiteRecords: Records {
    private struct Line {
        var waiting: [RecordChange] = []
        /// Counts ``waiting`` and everything before it.
        var written = 0
        var stored = 0
        var failure: AWSError?
    }

    private let database: DatabaseQueue
    private let line = Mutex(Line())
    private let writer = Writer()

    /// Opens the file, or makes it.
    ///
    /// - Throws: ``StateStoreError`` when it cannot be used.
    public init(path: String) throws(StateStoreError) {
        do {
            var configuration = Configuration()
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
            }
            database = try DatabaseQueue(path: path, configuration: configuration)
            try database.write { database in
                try database.execute(
                    sql: """
                        CREATE TABLE IF NOT EXISTS record (
                          kind TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID
                        """)
            }
        } catch {
            throw StateStoreError(path: path, cause: error)
        }
    }

    public func load(_ kind: String) throws(AWSError) -> [StoredRecord] {
        do {
            return try database.read { database in
                try Row.fetchAll(
                    database, sql: "SELECT key, value FROM record WHERE kind = ? ORDER BY key", arguments: [kind]
                )
                .map { row in StoredRecord(key: row["key"], value: [UInt8](row["value"] as Data)) }
            }
        } catch {
            throw Self.failure(error)
        }
    }

    public func write(_ changes: [RecordChange]) {
        line.withLock { line in
            line.waiting += changes
            line.written += changes.count
        }
    }

    public func settle() async throws(AWSError) {
        guard !Settling.isDeferred else { return }
        let wanted = line.withLock { $0.written }
        try await writer.flush(upTo: wanted, self)
    }

    /// One transaction at a time.
    private actor Writer {
        func flush(upTo wanted: Int, _ records: SQLiteRecords) throws(AWSError) {
            // Whoever came before may have taken these along.
            guard records.line.withLock({ $0.stored }) < wanted else { return }
            try records.store()
        }
    }

    /// Runs on the writer only. What could not be stored stays in line, in its order.
    private func store() throws(AWSError) {
        let (changes, end) = line.withLock { ($0.waiting, $0.written) }
        do {
            try database.write { database in
                for change in changes { try Self.apply(change, to: database) }
            }
        } catch {
            throw Self.failure(error)
        }
        line.withLock { line in
            line.waiting.removeFirst(changes.count)
            line.stored = end
        }
    }

    private static func apply(_ change: RecordChange, to database: Database) throws {
        switch change {
        case .put(let kind, let key, let value):
            try database.cachedStatement(sql: "INSERT OR REPLACE INTO record (kind, key, value) VALUES (?, ?, ?)")
                .execute(arguments: [kind, key, Data(value)])
        case .delete(let kind, let key):
            try database.cachedStatement(sql: "DELETE FROM record WHERE kind = ? AND key = ?")
                .execute(arguments: [kind, key])
        }
    }

    private static func failure(_ error: any Error) -> AWSError {
        AWSError("InternalFailure", "The emulator's state cannot be stored: \(error)", status: 500)
    }
}

/// The file of the emulator's state cannot be used.
public struct StateStoreError: Error, CustomStringConvertible {
    public let path: String
    public let cause: any Error

    public var description: String {
        "The emulator's state \(path) cannot be used (\(cause)); move it away to begin anew, or name another folder with "
            + "--state."
    }
}
