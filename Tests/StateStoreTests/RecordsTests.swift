import AWSAPI
import Foundation
import StateStore
import Testing

/// What holds for records wherever they are kept.
@Suite struct RecordsTests {
    @Test("what is written is loaded, by kind, sorted by key", arguments: Keeper.allCases)
    func written(_ keeper: Keeper) async throws {
        let kept = try Kept(keeper)
        kept.records.write([
            .put(kind: "a", key: "2", value: [2]), .put(kind: "a", key: "1", value: [1]),
            .put(kind: "b", key: "1", value: [9]),
        ])
        try await kept.records.settle()
        #expect(try kept.records.load("a") == [StoredRecord(key: "1", value: [1]), StoredRecord(key: "2", value: [2])])
        #expect(try kept.records.load("c").isEmpty)
    }

    @Test("later changes of a key prevail", arguments: Keeper.allCases)
    func order(_ keeper: Keeper) async throws {
        let kept = try Kept(keeper)
        kept.records.write([.put(kind: "a", key: "1", value: [1])])
        kept.records.write([.delete(kind: "a", key: "1"), .put(kind: "a", key: "1", value: [2])])
        kept.records.write([.put(kind: "a", key: "2", value: [1])])
        kept.records.write([.delete(kind: "a", key: "2")])
        try await kept.records.settle()
        #expect(try kept.records.load("a") == [StoredRecord(key: "1", value: [2])])
    }

    @Test("what is settled is in the file, also for another reader")
    func file() async throws {
        let kept = try Kept(.sqlite)
        kept.records.write([.put(kind: "a", key: "1", value: [0, 255])])
        try await kept.records.settle()
        #expect(try SQLiteRecords(path: kept.path).load("a") == [StoredRecord(key: "1", value: [0, 255])])
    }

    @Test("many things done for one acknowledgement reach the disk at its end")
    func once() async throws {
        let kept = try Kept(.sqlite)
        let other = try SQLiteRecords(path: kept.path)
        try await Settling.once(kept.records) { () async throws(AWSError) in
            for number in 0..<10 {
                kept.records.write([.put(kind: "a", key: "\(number)", value: [])])
                try await kept.records.settle()
            }
            #expect(try other.load("a").isEmpty)
        }
        #expect(try other.load("a").count == 10)
    }

    @Test("writers at the same time all find their records stored")
    func together() async throws {
        let kept = try Kept(.sqlite)
        let other = try SQLiteRecords(path: kept.path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<50 {
                group.addTask {
                    kept.records.write([.put(kind: "a", key: "\(number)", value: [UInt8(number)])])
                    try await kept.records.settle()
                    #expect(try other.load("a").contains(StoredRecord(key: "\(number)", value: [UInt8(number)])))
                }
            }
            try await group.waitForAll()
        }
    }

    enum Keeper: CaseIterable { case memory, sqlite }

    /// Records in a folder of their own, which goes with them.
    final class Kept: Sendable {
        let records: any Records
        let folder = FileManager.default.temporaryDirectory.appending(path: "records-\(UUID().uuidString)")
        var path: String { folder.appending(path: "state.sqlite").path }

        init(_ keeper: Keeper) throws {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            records =
                switch keeper {
                case .memory: MemoryRecords()
                case .sqlite: try SQLiteRecords(path: folder.appending(path: "state.sqlite").path)
                }
        }

        deinit {
            // A temporary folder that stays does no harm.
            try? FileManager.default.removeItem(at: folder)
        }
    }
}

@Suite struct BlobFolderTests {
    @Test("bytes go by their hash, and are given back") func roundTrip() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "blobs-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let blobs = try BlobFolder(folder.path)
        let name = try await blobs.put(Array("abc".utf8))
        // FIPS 180-4, the example of one block.
        #expect(name == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(try await blobs.get(name) == Array("abc".utf8))
        #expect(FileManager.default.contents(atPath: blobs.path(of: name)) == Data("abc".utf8))
        await blobs.remove(name)
        #expect(try await blobs.get(name) == nil)
    }
}
