import AWSAPI
import JSON
import Synchronization
import Testing

@testable import CloudFormation

/// What others may do while a stack is worked on.
@Suite struct ConcurrencyTests {
    static let first = StackTests.three
    static let second = first.replacing("Size: 1", with: "Size: 9")

    @Test("a stack that is worked on is not changed or deleted by others, but can be looked at")
    func busy() async throws {
        let formation = try Formation()
        _ = try await formation.create(Self.first)
        let seen = Mutex<[String]>([])
        formation.world.whenever { operation in
            guard operation == "update A" else { return }
            var messages: [String] = []
            messages.append(await refusal { try await formation.update(Self.first) } ?? "")
            messages.append(await refusal { try await formation.call("DeleteStack", ["StackName": "demo"]) } ?? "")
            messages.append(await refusal { .string(try await formation.status()) } ?? "seen")
            seen.withLock { [messages] in $0 = messages }
        }
        _ = try await formation.update(Self.second)
        let messages = seen.withLock { $0 }
        #expect(messages.count == 3)
        #expect(messages[0].hasSuffix("is in UPDATE_IN_PROGRESS state and can not be updated."))
        #expect(messages[1] == "Stack [demo] cannot be deleted while in status UPDATE_IN_PROGRESS")
        #expect(messages[2] == "seen")
        #expect(try await formation.status() == "UPDATE_COMPLETE")
    }

    @Test("an update that is cancelled is rolled back")
    func cancelled() async throws {
        let formation = try Formation()
        _ = try await formation.create(Self.first)
        let things = formation.world.things
        let isDone = Mutex(false)
        formation.world.whenever { operation in
            let isFirst = isDone.withLock { done in
                defer { done = true }
                return !done
            }
            guard isFirst, operation == "update A" else { return }
            // What it answers is looked at by what becomes of the stack.
            _ = await refusal { try await formation.call("CancelUpdateStack", ["StackName": "demo"]) }
        }
        _ = try await formation.update(
            Self.second.replacing(
                "B: {Type: Test::Thing, Properties: {Size: 2", with: "B: {Type: Test::Thing, Properties: {Size: 3"))
        #expect(try await formation.status() == "UPDATE_ROLLBACK_COMPLETE")
        #expect(formation.world.things == things)
    }

    @Test("a stack is finished though its client has gone away")
    func goneClient() async throws {
        let formation = try Formation()
        let client = Mutex<Task<Void, Never>?>(nil)
        formation.world.whenever { operation in
            if operation == "create A" { client.withLock { $0?.cancel() } }
        }
        let task = Task { _ = await refusal { try await formation.create(Self.first) } }
        client.withLock { $0 = task }
        await task.value
        #expect(try await formation.status() == "CREATE_COMPLETE")
    }

    @Test("stacks are made side by side")
    func manyStacks() async throws {
        let formation = try Formation()
        let template = "Resources: {A: {Type: Test::Thing}, B: {Type: Test::Thing, Properties: {Uses: !Ref A}}}"
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask { _ = try await formation.create(template, name: "s\(number)") }
            }
            try await group.waitForAll()
        }
        let stacks = try await formation.call("DescribeStacks", [:])["Stacks"]?.arrayValue ?? []
        #expect(stacks.count == 20 && stacks.allSatisfy { $0["StackStatus"] == "CREATE_COMPLETE" })
        #expect(formation.world.things.count == 40)
    }
}
