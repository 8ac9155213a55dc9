import AWSAPI
import Glibc
import StateStore

/// Where the services keep their state.
struct ServiceState {
    /// Shared: what one call changes in several services reaches the disk together.
    let records: any Records
    private let folder: String

    /// - Parameters:
    ///   - folder: an existing one, of this emulator alone.
    ///   - isKept: false for an emulator that begins anew each time.
    init(folder: String, isKept: Bool) throws {
        self.folder = folder
        guard isKept else {
            records = MemoryRecords()
            return
        }
        let path = folder + "/state.sqlite"
        records = try SQLiteRecords(path: path)
        Self.close(path)
    }

    /// The file of log events: too many for memory, and for one transaction with everything else.
    func events() throws -> SQLiteEventLog {
        let path = folder + "/logs.sqlite"
        let events = try SQLiteEventLog(path: path)
        Self.close(path)
        return events
    }

    /// What functions are told and what they say is nobody else's business.
    private static func close(_ path: String) {
        for suffix in ["", "-wal", "-shm"] { chmod(path + suffix, 0o600) }
    }

    /// The blobs of one service.
    func blobs(_ service: String) throws -> BlobFolder { try BlobFolder("\(folder)/\(service)") }
}
