public import AWSAPI
import Synchronization

/// Records that nobody wants to keep: for emulators that begin anew each time, and for tests.
public final class MemoryRecords: Records {
    private let kinds = Mutex<[String: [String: [UInt8]]]>([:])

    public init() {}

    public func load(_ kind: String) throws(AWSError) -> [StoredRecord] {
        kinds.withLock { $0[kind, default: [:]].map { StoredRecord(key: $0, value: $1) }.sorted { $0.key < $1.key } }
    }

    public func write(_ changes: [RecordChange]) {
        kinds.withLock { kinds in
            for change in changes {
                switch change {
                case .put(let kind, let key, let value): kinds[kind, default: [:]][key] = value
                case .delete(let kind, let key): kinds[kind]?[key] = nil
                }
            }
        }
    }

    public func settle() async throws(AWSError) {}
}
