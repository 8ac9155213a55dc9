import AWSAPI
import Cloud
import ControlPlane
import Foundation
import StateStore
import Synchronization
import Testing

@Suite struct ControlPlaneTests {
    private let scope = Scope()
    private let round = FunctionReference(name: "round")

    private func sample(_ name: String, identity: String = "1", path: String? = nil) -> FunctionVersion {
        FunctionVersion(name: name, code: .zip(path: path ?? "/zips/\(name).zip"), codeIdentity: identity)
    }

    @Test("Each state is shown in order, and a refused command shows none")
    func publishing() async throws {
        let shown = Mutex<[[String]]>([])
        let plane = try ControlPlane(records: MemoryRecords(), code: try Folder.make().blobs) { cloud in
            shown.withLock { $0.append(cloud.functions.map(\.name)) }
        }
        try await plane.apply(.createFunction(sample("round")))
        await #expect(throws: AWSError.self) { try await plane.apply(.createFunction(sample("round"))) }
        try await plane.apply(.createFunction(sample("sort")))
        #expect(shown.withLock { $0 } == [["round"], ["round", "sort"]])
    }

    @Test("What was acknowledged is there again after a restart, with versions, aliases and layers")
    func restart() async throws {
        let folder = try Folder.make()
        let records = try SQLiteRecords(path: folder.path + "/state.sqlite")
        let plane = try ControlPlane(records: records, code: folder.blobs) { _ in }
        let created = try await plane.storing([1, 2, 3]) { path async throws(AWSError) in
            var version = sample("round", path: path)
            version.details.codeSHA256 = CodeName.of([1, 2, 3]).base64
            version.details.role = "arn:aws:iam::000000000000:role/r"
            return try await plane.apply(.createFunction(version, tags: ["a": "b"]))
        }
        #expect(created.functions.count == 1)
        try await plane.apply(
            .change(round, scope: scope, .publish(), Stamp(time: 5, revisionID: "r5")),
            .change(
                round, scope: scope, .createAlias(Alias(name: "live", functionVersion: "1")), Stamp(revisionID: "a")),
            .change(round, scope: scope, .reserveConcurrency(7)),
            .publishLayer(LayerVersion(name: "tools", scope: scope, codeSHA256: "x", codeSizeBytes: 1, created: 9)))
        let before = try #require(await plane.cloud.function(named: "round", in: scope))

        // The folder may lie elsewhere then.
        let moved = folder.path + "-moved"
        try FileManager.default.moveItem(atPath: folder.path, toPath: moved)
        let again = try ControlPlane(
            records: try SQLiteRecords(path: moved + "/state.sqlite"), code: try BlobFolder(moved + "/blobs")
        ) { _ in }
        let after = try #require(await again.cloud.function(named: "round", in: scope))
        #expect(after.aliases == before.aliases)
        #expect(after.tags == ["a": "b"])
        #expect(after.reservedConcurrency == 7)
        #expect(after.versions.map(\.version) == ["1"])
        #expect(after.versions.map(\.stamp.revisionID) == ["r5"])
        let zip = "\(moved)/blobs/\(CodeName.of([1, 2, 3]).hex)"
        #expect(after.latest.code == .zip(path: zip))
        #expect(after.versions.map(\.code) == [.zip(path: zip)])
        #expect(FileManager.default.contents(atPath: zip) == Data([1, 2, 3]))
        #expect(await again.cloud.layer(named: "tools", in: scope)?.versions.map(\.number) == [1])
        // What was deleted stays deleted.
        try await again.apply(.deleteFunction(round, scope: scope))
        let last = try ControlPlane(
            records: try SQLiteRecords(path: moved + "/state.sqlite"), code: try BlobFolder(moved + "/blobs")
        ) { _ in }
        #expect(await last.cloud.functions.isEmpty)
        try FileManager.default.removeItem(atPath: moved)
    }

    @Test("A zip that nothing uses any more is removed, one that something uses is kept")
    func unusedCode() async throws {
        let folder = try Folder.make()
        let plane = try ControlPlane(records: MemoryRecords(), code: folder.blobs) { _ in }
        for name in ["a", "b"] {
            try await plane.storing([7]) { path async throws(AWSError) in
                var version = sample(name, path: path)
                version.details.codeSHA256 = CodeName.of([7]).base64
                _ = try await plane.apply(.createFunction(version))
            }
        }
        try await plane.apply(.deleteFunction(FunctionReference(name: "a"), scope: scope))
        #expect(try await folder.blobs.get(CodeName.of([7]).hex) == [7])
        try await plane.apply(.deleteFunction(FunctionReference(name: "b"), scope: scope))
        #expect(try await folder.blobs.get(CodeName.of([7]).hex) == nil)
    }

    @Test("A file's functions come at each start; what the API changed of them prevails, and what it added stays")
    func files() async throws {
        let records = MemoryRecords()
        let blobs = try Folder.make().blobs
        let first = try ControlPlane(records: records, code: blobs) { _ in }
        try await first.take(functions: [sample("round"), sample("sort"), sample("gone")], apis: [], time: 1)
        #expect(try records.load("lambda.function").isEmpty)
        var update = ConfigurationUpdate()
        update.memorySizeMB = 256
        try await first.apply(.change(FunctionReference(name: "sort"), scope: scope, .configure(update)))
        try await first.apply(
            .change(round, scope: scope, .publish()),
            .change(round, scope: scope, .createAlias(Alias(name: "live", functionVersion: "1"))),
            .change(FunctionReference(name: "gone"), scope: scope, .tag(["a": "b"])))

        let second = try ControlPlane(records: records, code: blobs) { _ in }
        let changed = try await second.take(
            functions: [sample("round", identity: "2"), sample("sort")], apis: [], time: 2)
        #expect(changed == ["sort"])
        let cloud = await second.cloud
        #expect(cloud.functions.map(\.name) == ["round", "sort"])
        #expect(cloud.function(named: "sort", in: scope)?.latest.memorySizeMB == 256)
        let round = try #require(cloud.function(named: "round", in: scope))
        #expect(round.latest.codeIdentity == "2")
        #expect(round.aliases.keys.sorted() == ["live"])
        #expect(round.versions.map(\.codeIdentity) == ["1"])
        #expect(
            try records.load("lambda.function").map(\.key).sorted().map { $0.split(separator: "/").last } == [
                "round", "sort",
            ])
    }

    @Test("The code of a file's function is looked at when somebody asks")
    func identifying() async throws {
        let folder = try Folder.make()
        let zip = folder.path + "/a.zip"
        try Data([1, 2]).write(to: URL(filePath: zip))
        let plane = try ControlPlane(records: MemoryRecords(), code: folder.blobs) { _ in }
        try await plane.take(functions: [sample("round", path: zip)], apis: [], time: 1)
        let before = try #require(await plane.cloud.function(named: "round", in: scope))
        #expect(before.latest.details.codeSHA256.isEmpty)
        let after = try #require(try await plane.identified().function(named: "round", in: scope))
        #expect(after.latest.details.codeSHA256 == CodeName.of([1, 2]).base64)
        #expect(after.latest.details.codeSizeBytes == 2)
        #expect(after.latest.revision == before.latest.revision)
    }
}

/// A temporary folder with blobs in it.
private struct Folder {
    let path: String
    let blobs: BlobFolder

    static func make() throws -> Folder {
        let path = FileManager.default.temporaryDirectory.path + "/control-plane-\(UUID().uuidString)"
        return Folder(path: path, blobs: try BlobFolder(path + "/blobs"))
    }
}
