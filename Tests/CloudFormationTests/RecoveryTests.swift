import AWSAPI
import JSON
import StateStore
import Synchronization
import Testing

@testable import CloudFormation

/// Records that remember each write, so that any moment can be gone back to.
final class Journal: Records {
    private let writes = Mutex<[[RecordChange]]>([])
    private let kept: MemoryRecords

    init(_ writes: [[RecordChange]] = []) {
        kept = MemoryRecords()
        for write in writes { self.write(write) }
    }

    func load(_ kind: String) throws(AWSError) -> [StoredRecord] { try kept.load(kind) }

    func write(_ changes: [RecordChange]) {
        writes.withLock { $0.append(changes) }
        kept.write(changes)
    }

    func settle() async throws(AWSError) {}

    var count: Int { writes.withLock { $0.count } }

    /// As it was after so many writes.
    func prefix(_ count: Int) -> Journal { Journal(writes.withLock { Array($0.prefix(count)) }) }
}

/// The emulator may be killed at any moment: what the records hold then is brought to an end at the next start.
@Suite struct RecoveryTests {
    /// Whether things and resources are the same, and nothing is under way.
    static func expectWhole(_ formation: Formation, _ id: String, _ comment: Comment) async throws {
        let stack = try await formation.stack(id)
        let status = stack["StackStatus"]?.stringValue ?? ""
        #expect(!status.hasSuffix("IN_PROGRESS"), comment)
        let resources = try await formation.resources(id)
        #expect(Set(resources.values) == Set(formation.world.things.keys), "\(comment): \(status)")
    }

    static let first = """
        Resources:
          A: {Type: Test::Thing, Properties: {Size: 1}}
          B: {Type: Test::Thing, Properties: {Shape: round, Uses: !Ref A}}
          C: {Type: Test::Thing, Properties: {Uses: !Ref B}}
        """
    static let second = """
        Resources:
          A: {Type: Test::Thing, Properties: {Size: 5}}
          B: {Type: Test::Thing, Properties: {Shape: square, Uses: !Ref A}}
          D: {Type: Test::Thing, Properties: {Uses: !Ref B}}
        """

    @Test("a stack killed at any moment of its creation is rolled back or complete")
    func creation() async throws {
        let journal = Journal()
        let formation = try Formation(journal)
        let id = try await formation.create(Self.first)["StackId"]?.stringValue ?? ""
        for count in 1...journal.count {
            let later = try Formation(journal.prefix(count))
            try await Self.expectWhole(later, id, "after \(count) writes")
            let status = try await later.status(id)
            #expect(["ROLLBACK_COMPLETE", "CREATE_COMPLETE"].contains(status), "after \(count) writes")
            #expect(count < journal.count || status == "CREATE_COMPLETE")
        }
    }

    @Test("a stack killed at any moment of an update is what it was, or what it was to be")
    func update() async throws {
        let journal = Journal()
        let formation = try Formation(journal)
        let id = try await formation.create(Self.first)["StackId"]?.stringValue ?? ""
        let before = formation.world.things
        let start = journal.count
        _ = try await formation.update(Self.second)
        let after = formation.world.things
        for count in start...journal.count {
            let later = try Formation(journal.prefix(count))
            try await Self.expectWhole(later, id, "after \(count) writes")
            switch try await later.status(id) {
            case "CREATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE": #expect(later.world.things == before)
            case "UPDATE_COMPLETE": #expect(later.world.things == after)
            case let status: Issue.record("\(status) after \(count) writes")
            }
        }
        #expect(try await Formation(journal.prefix(journal.count)).status(id) == "UPDATE_COMPLETE")
    }

    @Test("a stack killed at any moment of a rollback is what it was")
    func rollback() async throws {
        let journal = Journal()
        let formation = try Formation(journal)
        let id = try await formation.create(Self.first)["StackId"]?.stringValue ?? ""
        let before = formation.world.things
        let start = journal.count
        formation.world.refuse("create D")
        _ = try await formation.update(Self.second)
        for count in start...journal.count {
            let later = try Formation(journal.prefix(count))
            try await Self.expectWhole(later, id, "after \(count) writes")
            #expect(later.world.things == before, "after \(count) writes")
        }
    }

    @Test("a stack killed at any moment of its deletion is gone, or as it was")
    func deletion() async throws {
        let journal = Journal()
        let formation = try Formation(journal)
        let id = try await formation.create(Self.first)["StackId"]?.stringValue ?? ""
        let start = journal.count
        try await formation.call("DeleteStack", ["StackName": "demo"])
        for count in start...journal.count {
            let later = try Formation(journal.prefix(count))
            try await Self.expectWhole(later, id, "after \(count) writes")
        }
    }

    @Test("stacks, events, change sets and history are there after a restart")
    func restart() async throws {
        let journal = Journal()
        let formation = try Formation(journal)
        _ = try await formation.create(Self.first)
        _ = try await ChangeSetTests.plan(formation, Self.second, type: "UPDATE")
        let later = try Formation(journal.prefix(journal.count))
        #expect(try await later.stack() == formation.stack())
        #expect(try await later.events() == formation.events())
        #expect(try await ChangeSetTests.describe(later) == ChangeSetTests.describe(formation))
        try await ChangeSetTests.execute(later)
        #expect(try await later.status() == "UPDATE_COMPLETE")
        #expect(try await later.events().count > formation.events().count)
    }
}
