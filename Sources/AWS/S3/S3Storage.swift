public import AWSAPI

/// S3's state in memory, its records and its blobs.
///
/// Who changes something changes memory and puts the records in line in one step. A blob goes once nothing refers to it,
/// after the records that say so are on disk.
public actor S3Storage {
    private let records: any Records
    private let blobs: any Blobs
    private var state: S3State
    private var references: [String: Int] = [:]
    private var unwanted: Set<String> = []
    /// Blobs being stored: one that is about to be referred to may be one that is about to go.
    private var storing = 0
    private var sweep: Task<Void, Never>?

    /// - Parameters:
    ///   - records: where buckets and what is known of objects are kept.
    ///   - blobs: where objects' bytes are kept; nobody else's.
    /// - Throws: InternalFailure when what was kept cannot be read.
    public init(records: any Records, blobs: any Blobs) throws(AWSError) {
        self.records = records
        self.blobs = blobs
        state = try S3State(records)
        for blob in state.blobs { references[blob, default: 0] += 1 }
    }

    /// Removes bytes that were stored when the emulator was killed, before anything referred to them.
    public func removeOrphans() async {
        unwanted.formUnion(await blobs.names())
        startSweep()
    }

    func read<Value: Sendable>(
        _ body: @Sendable (S3State) throws(AWSError) -> Value
    ) throws(AWSError) -> Value {
        try body(state)
    }

    var allBuckets: [Bucket] { state.buckets.values.map(\.bucket) }

    /// Changes the state; the change is on disk when this returns. What a body did before it threw is no less done.
    func change<Value: Sendable>(
        _ body: @Sendable (inout S3State, inout S3State.Changes) throws(AWSError) -> Value
    ) async throws(AWSError) -> Value {
        var changes = S3State.Changes()
        let result: Result<Value, AWSError>
        do throws(AWSError) {
            result = .success(try body(&state, &changes))
        } catch {
            result = .failure(error)
        }
        records.write(changes.records)
        for blob in changes.retained { references[blob, default: 0] += 1 }
        try await records.settle()
        release(changes.released)
        return try result.get()
    }

    /// Stores bytes, and holds them until ``release(_:)``.
    func store(_ bytes: [UInt8]) async throws(AWSError) -> Piece {
        while let sweep { await sweep.value }
        storing += 1
        do throws(AWSError) {
            let name = try await blobs.put(bytes)
            storing -= 1
            references[name, default: 0] += 1
            return Piece(blob: name, sizeBytes: bytes.count)
        } catch {
            storing -= 1
            startSweep()
            throw error
        }
    }

    /// Looks up an object and holds its bytes until ``release(_:)``.
    func hold(_ address: ObjectAddress) throws(AWSError) -> StoredObject {
        let object = try state.object(address)
        for piece in object.pieces { references[piece.blob, default: 0] += 1 }
        return object
    }

    func release(_ names: [String]) {
        for name in names {
            let count = (references[name] ?? 1) - 1
            references[name] = count > 0 ? count : nil
            if count <= 0 { unwanted.insert(name) }
        }
        startSweep()
    }

    /// Bytes of pieces that somebody holds.
    nonisolated func bytes(of pieces: [Piece], in range: Range<Int>? = nil) async throws(AWSError) -> [UInt8] {
        let whole = 0..<pieces.reduce(0) { $0 + $1.sizeBytes }
        let wanted = range ?? whole
        var bytes: [UInt8] = []
        bytes.reserveCapacity(wanted.count)
        var start = 0
        for piece in pieces {
            let overlap = wanted.clamped(to: start..<(start + piece.sizeBytes))
            if !overlap.isEmpty {
                guard let content = try await blobs.get(piece.blob), content.count == piece.sizeBytes else {
                    throw AWSError(
                        "InternalError", "The bytes \(blobs.path(of: piece.blob)) are missing or damaged.", status: 500)
                }
                bytes += content[(overlap.lowerBound - start)..<(overlap.upperBound - start)]
            }
            start += piece.sizeBytes
        }
        return bytes
    }

    /// Removes what nobody wants, when nothing is being stored.
    private func startSweep() {
        guard sweep == nil, storing == 0, !unwanted.isEmpty else { return }
        let names = unwanted.filter { references[$0] == nil }
        unwanted = []
        guard !names.isEmpty else { return }
        // Nobody waits for room on the disk; whoever stores something waits for this.
        sweep = Task {
            for name in names { await blobs.remove(name) }
            sweep = nil
            startSweep()
        }
    }
}
