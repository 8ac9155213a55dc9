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
        // Functions' environment variables are nobody else's business.
        for suffix in ["", "-wal", "-shm"] { chmod(path + suffix, 0o600) }
    }

    /// The blobs of one service.
    func blobs(_ service: String) throws -> BlobFolder { try BlobFolder("\(folder)/\(service)") }
}
