/// Where services keep what must survive the emulator: named values, on disk before anybody is told of them.
///
/// A service changes its state in memory and ``write(_:)``s the same change in one step, without waiting in between, so
/// that records follow each other on disk as they did in memory; then it waits for ``settle()`` and answers.
public protocol Records: Sendable {
    /// All records of a kind, sorted by key.
    func load(_ kind: String) throws(AWSError) -> [StoredRecord]

    /// Puts changes in line; returns at once. Changes of one call reach the disk together or not at all.
    func write(_ changes: [RecordChange])

    /// Returns when everything that was written before is on disk, except within ``unsettled(_:)``.
    ///
    /// - Throws: InternalFailure, when the disk refuses.
    func settle() async throws(AWSError)
}

public struct StoredRecord: Sendable, Hashable {
    /// Unique within its kind: `000000000000/eu-west-1/my-function`.
    public var key: String
    public var value: [UInt8]

    public init(key: String, value: [UInt8]) {
        self.key = key
        self.value = value
    }
}

public enum RecordChange: Sendable, Hashable {
    case put(kind: String, key: String, value: [UInt8])
    case delete(kind: String, key: String)
}

/// Whether ``Records/settle()`` is left to a caller further out.
public enum Settling {
    @TaskLocal public static var isDeferred = false

    /// Does many things for one acknowledgement, such as a stack's resources, and settles once at the end.
    public static func once<Value>(
        _ records: any Records, _ body: () async throws(AWSError) -> Value
    ) async throws(AWSError) -> Value {
        let result: Result<Value, AWSError> = await $isDeferred.withValue(true) {
            do throws(AWSError) {
                return .success(try await body())
            } catch {
                return .failure(error)
            }
        }
        // What was done before a failure is no less true.
        try await records.settle()
        return try result.get()
    }
}
