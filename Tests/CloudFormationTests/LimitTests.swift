import AWSAPI
import JSON
import Testing

@testable import CloudFormation

/// What is kept has an end.
@Suite struct LimitTests {
    @Test("the oldest of the deleted stacks are forgotten, in the records, too")
    func deletedStacks() async throws {
        let journal = Journal()
        let formation = try Formation(journal)
        var ids: [String] = []
        for _ in 0...EngineLimits.maximumDeletedStacks {
            let output = try await formation.create("Resources: {A: {Type: Test::Thing}}")
            ids.append(output["StackId"]?.stringValue ?? "")
            try await formation.call("DeleteStack", ["StackName": "demo"])
        }
        #expect(await refusal { try await formation.stack(ids[0]) } == "Stack with id \(ids[0]) does not exist")
        #expect(try await formation.status(ids[1]) == "DELETE_COMPLETE")
        for kind in [RecordKind.stack, RecordKind.resource] {
            #expect(try journal.load(kind).count == EngineLimits.maximumDeletedStacks)
        }
        #expect(try journal.load(RecordKind.event).allSatisfy { !$0.key.contains(ids[0].suffix(36)) })
    }

    @Test("the oldest events of a stack are forgotten, in the records, too")
    func events() async throws {
        let journal = Journal()
        let formation = try Formation(journal)
        let id = try await formation.create("Resources: {A: {Type: Test::Thing}}")["StackId"]?.stringValue ?? ""
        for _ in 0..<EngineLimits.maximumEvents { await formation.stacks.setStatus(id, .createComplete) }
        #expect(await formation.stacks.states[id]?.events.count == EngineLimits.maximumEvents)
        #expect(try journal.load(RecordKind.event).count == EngineLimits.maximumEvents)
        let later = try Formation(journal.prefix(journal.count))
        #expect(await later.stacks.states[id]?.events == formation.stacks.states[id]?.events)
    }

    @Test("a stack has so many change sets waiting, and so many tags, and no more")
    func requests() async throws {
        let formation = try Formation()
        for number in 0..<EngineLimits.maximumChangeSets {
            _ = try await ChangeSetTests.plan(formation, ChangeSetTests.one, type: "CREATE", name: "set\(number)")
        }
        let message = await refusal {
            try await ChangeSetTests.plan(formation, ChangeSetTests.one, type: "CREATE", name: "more")
        }
        #expect(message == "ChangeSet limit exceeded for stack demo: 100")
        let tags = (0...EngineLimits.maximumTags).map { ["Key": .string("\($0)"), "Value": "x"] as JSON }
        let refused = await refusal {
            try await formation.create(ChangeSetTests.one, name: "tagged", [JSON.Member("Tags", .array(tags))])
        }
        #expect(refused == "Tags must not be more than 50, not 51.")
    }

    @Test("a template's body has a largest size")
    func body() async throws {
        let formation = try Formation()
        let body = "Resources: {A: {Type: Test::Thing}}\n#" + String(repeating: "x", count: 51_200)
        let message = await refusal { try await formation.create(body) }
        #expect(message?.hasSuffix("Member must have length less than or equal to 51200") == true)
    }
}
