import AWSAPI
import Cloud
import EventBridge
import JSON
import StateStore
import Synchronization
import Testing

@Suite struct RulesTests {
    /// A clock that stands until it is moved.
    final class Hands: Sendable {
        private struct State {
            var now: Int
            var waiting: [(time: Int, wake: CheckedContinuation<Void, Never>)] = []
        }

        private let state: Mutex<State>

        init(_ now: Int) { state = Mutex(State(now: now)) }

        var now: Int { state.withLock { $0.now } }
        var sleepers: Int { state.withLock { $0.waiting.count } }

        var clock: ScheduleClock {
            ScheduleClock(now: { self.now }, wait: { time in await self.wait(until: time) })
        }

        private func wait(until time: Int) async {
            await withCheckedContinuation { wake in
                let isDue = state.withLock { state in
                    guard state.now < time else { return true }
                    state.waiting.append((time, wake))
                    return false
                }
                if isDue { wake.resume() }
            }
        }

        func move(to time: Int) {
            let due = state.withLock { state in
                state.now = time
                defer { state.waiting.removeAll { $0.time <= time } }
                return state.waiting.filter { $0.time <= time }
            }
            for sleeper in due { sleeper.wake.resume() }
        }
    }

    /// What functions were told.
    final class Calls: Sendable {
        struct One: Sendable, Equatable {
            var arn: String
            var payload: JSON?
        }

        private let calls = Mutex<[One]>([])
        let warnings = Mutex<[String]>([])

        func add(_ arn: String, _ payload: [UInt8]) {
            calls.withLock { $0.append(One(arn: arn, payload: try? JSON(parsing: payload))) }
        }

        var all: [One] { calls.withLock { $0 } }

        /// Waits for a call; a test that waits for ever has failed.
        func first(_ count: Int) async -> [One] {
            while all.count < count { await Task.yield() }
            return all
        }
    }

    struct Desk {
        let hands: Hands
        let calls = Calls()
        let records: any Records
        let rules: ScheduledRules
        let directory: ServiceDirectory

        init(records: any Records = MemoryRecords(), hands: Hands = Hands(1_767_225_600_000)) throws {
            self.hands = hands
            self.records = records
            let calls = self.calls
            rules = try ScheduledRules(
                records: records, clock: hands.clock, warn: { text in calls.warnings.withLock { $0.append(text) } },
                invoke: { calls.add($0, $1) })
            directory = ServiceDirectory([EventBridge.service(rules)])
        }

        @discardableResult
        func ask(_ operation: String, _ input: JSON) async throws(AWSError) -> JSON {
            try await directory.call(
                "events", operation, input, Call(scope: Scope(), requestID: "r", time: hands.now))
        }

        func refusal(_ operation: String, _ input: JSON) async -> AWSError? {
            do throws(AWSError) {
                try await ask(operation, input)
                return nil
            } catch {
                return error
            }
        }

        static let function = "arn:aws:lambda:eu-west-1:000000000000:function:f"

        func rule(_ expression: String, target: [JSON.Member] = []) async throws {
            try await ask("PutRule", ["Name": "r", "ScheduleExpression": .string(expression)])
            let members = [JSON.Member("Id", "t"), JSON.Member("Arn", .string(Self.function))] + target
            try await ask("PutTargets", ["Rule": "r", "Targets": [.object(members)]])
        }

        /// Until somebody waits for the clock.
        func settled() async {
            while hands.sleepers == 0 { await Task.yield() }
        }
    }

    private static let start = 1_767_225_600_000  // 2026-01-01T00:00:00Z

    @Test("a schedule tells its function AWS's event, when it is due")
    func fires() async throws {
        let desk = try Desk()
        await desk.rules.start()
        #expect(desk.hands.sleepers == 0)
        try await desk.rule("rate(5 minutes)")
        await desk.settled()
        desk.hands.move(to: Self.start + 299_999)
        #expect(desk.calls.all.isEmpty)
        desk.hands.move(to: Self.start + 300_000)
        let call = await desk.calls.first(1)[0]
        #expect(call.arn == Desk.function)
        #expect(
            call.payload == [
                "version": "0", "id": call.payload?["id"] ?? .null, "detail-type": "Scheduled Event",
                "source": "aws.events", "account": "000000000000", "time": "2026-01-01T00:05:00Z",
                "region": "eu-west-1",
                "resources": ["arn:aws:events:eu-west-1:000000000000:rule/r"], "detail": [:],
            ])
        #expect(call.payload?["id"]?.stringValue?.count == 36)
    }

    @Test("who wakes late fires once, and the next time is when it would have been")
    func late() async throws {
        let desk = try Desk()
        await desk.rules.start()
        try await desk.rule("rate(1 minute)")
        await desk.settled()
        desk.hands.move(to: Self.start + 190_000)
        let calls = await desk.calls.first(1)
        #expect(calls[0].payload?["time"] == "2026-01-01T00:01:00Z")
        await desk.settled()
        desk.hands.move(to: Self.start + 240_000)
        let more = await desk.calls.first(2)
        #expect(more.count == 2)
        #expect(more[1].payload?["time"] == "2026-01-01T00:04:00Z")
    }

    @Test("schedules go on after a restart, where they were")
    func restart() async throws {
        let first = try Desk()
        await first.rules.start()
        try await first.rule("rate(1 hour)")
        await first.rules.stop()
        let later = try Desk(records: first.records, hands: Hands(Self.start + 5_000_000))
        await later.rules.start()
        await later.settled()
        later.hands.move(to: Self.start + 7_200_000)
        #expect(await later.calls.first(1)[0].payload?["time"] == "2026-01-01T02:00:00Z")
        #expect(first.calls.all.isEmpty)
    }

    @Test("a constant or a transformed input takes the event's place")
    func input() async throws {
        let desk = try Desk()
        await desk.rules.start()
        try await desk.rule("rate(1 minute)", target: [JSON.Member("Input", #"{"a": 1}"#)])
        let transformer: JSON = [
            "InputPathsMap": ["when": "$.time", "what": "$.resources[0]", "all": "$.detail"],
            "InputTemplate": #"{"text": "at <when> by <aws.events.rule-name>", "what": <what>, "detail": <all>}"#,
        ]
        try await desk.ask(
            "PutTargets",
            ["Rule": "r", "Targets": [["Id": "u", "Arn": .string(Desk.function), "InputTransformer": transformer]]])
        try await desk.ask(
            "PutTargets",
            ["Rule": "r", "Targets": [["Id": "v", "Arn": .string(Desk.function), "InputPath": "$.region"]]])
        await desk.settled()
        desk.hands.move(to: Self.start + 60_000)
        let payloads = await desk.calls.first(3).map(\.payload)
        #expect(
            payloads == [
                ["a": 1],
                [
                    "text": "at 2026-01-01T00:01:00Z by r", "what": "arn:aws:events:eu-west-1:000000000000:rule/r",
                    "detail": [:],
                ],
                "eu-west-1",
            ])
    }

    @Test("a rule that is disabled or gone fires no more")
    func disabled() async throws {
        let desk = try Desk()
        await desk.rules.start()
        try await desk.rule("rate(1 minute)")
        await desk.settled()
        try await desk.ask("DisableRule", ["Name": "r"])
        #expect(try await desk.ask("DescribeRule", ["Name": "r"])["State"] == "DISABLED")
        desk.hands.move(to: Self.start + 90_000)
        try await desk.ask("EnableRule", ["Name": "r"])
        await desk.settled()
        desk.hands.move(to: Self.start + 150_000)
        #expect(await desk.calls.first(1).map { $0.payload?["time"] } == ["2026-01-01T00:02:30Z"])
        await desk.settled()
        let refusal = await desk.refusal("DeleteRule", ["Name": "r"])
        #expect(refusal?.code == "ValidationException")
        #expect(refusal?.message == "Rule can't be deleted since it has targets.")
        try await desk.ask("RemoveTargets", ["Rule": "r", "Ids": ["t"]])
        try await desk.ask("DeleteRule", ["Name": "r"])
        desk.hands.move(to: Self.start + 900_000)
        let gone = await desk.refusal("DescribeRule", ["Name": "r"])
        #expect(gone?.code == "ResourceNotFoundException")
        #expect(gone?.message == "Rule r does not exist on EventBus default.")
        #expect(desk.calls.all.count == 1)
    }

    @Test("a rule is told as AWS tells it")
    func describe() async throws {
        let desk = try Desk()
        let made = try await desk.ask(
            "PutRule", ["Name": "r", "ScheduleExpression": "rate(1 day)", "Tags": [["Key": "k", "Value": "v"]]])
        let arn = JSON.string("arn:aws:events:eu-west-1:000000000000:rule/r")
        #expect(made == ["RuleArn": arn])
        #expect(
            try await desk.ask("DescribeRule", ["Name": "r"]) == [
                "Name": "r", "Arn": arn, "ScheduleExpression": "rate(1 day)", "State": "ENABLED",
                "EventBusName": "default", "CreatedBy": "000000000000",
            ])
        #expect(
            try await desk.ask("ListTagsForResource", ["ResourceARN": arn])["Tags"] == [["Key": "k", "Value": "v"]])
        let target: JSON = ["Id": "t", "Arn": .string(Desk.function), "RetryPolicy": ["MaximumRetryAttempts": 2]]
        let put = try await desk.ask("PutTargets", ["Rule": "r", "Targets": [target]])
        #expect(put == ["FailedEntryCount": 0, "FailedEntries": []])
        let later = try Desk(records: desk.records)
        #expect(try await later.ask("ListTargetsByRule", ["Rule": "r"])["Targets"] == [target])
        let names = try await later.ask("ListRuleNamesByTarget", ["TargetArn": .string(Desk.function)])
        #expect(names["RuleNames"] == ["r"])
    }

    @Test(
        "what AWS refuses is refused",
        arguments: [
            ("PutRule", ["Name": "r"], "Parameter(s) EventPattern or ScheduleExpression must be specified."),
            (
                "PutRule", ["Name": "r", "ScheduleExpression": "daily"],
                "Parameter ScheduleExpression is not valid."
            ),
            (
                "PutRule", ["Name": "r", "EventPattern": "x"],
                "Event pattern is not valid. Reason: Filter is not an object"
            ),
            (
                "PutTargets", ["Rule": "none", "Targets": [["Id": "t", "Arn": "arn:aws:lambda:r:1:function:f"]]],
                "Rule none does not exist on EventBus default."
            ),
            (
                "PutTargets", ["Rule": "none", "Targets": [["Id": "t", "Arn": "f"]]],
                "Parameter f is not valid. Reason: Provided Arn is not in correct format."
            ),
            ("ListRules", ["EventBusName": "mine"], "Event bus mine does not exist."),
            (
                "DescribeRule", ["Name": "a b"],
                "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy "
                    + #"regular expression pattern: [\.\-_A-Za-z0-9]+"#
            ),
        ] as [(String, JSON, String)])
    func refusals(_ operation: String, _ input: JSON, _ message: String) async throws {
        let desk = try Desk()
        #expect(await desk.refusal(operation, input)?.message == message)
    }

    @Test("a rule has at most five targets")
    func targets() async throws {
        let desk = try Desk()
        try await desk.ask("PutRule", ["Name": "r", "ScheduleExpression": "rate(1 day)"])
        let targets = (0..<6).map { JSON.members(["Id": .string("t\($0)"), "Arn": .string(Desk.function)]) }
        let refusal = await desk.refusal("PutTargets", ["Rule": "r", "Targets": .array(targets)])
        #expect(refusal?.code == "LimitExceededException")
        #expect(try await desk.ask("ListTargetsByRule", ["Rule": "r"])["Targets"] == [])
    }

    @Test("rules of a file replace each other, and no others")
    func file() async throws {
        let desk = try Desk()
        try await desk.ask("PutRule", ["Name": "other", "ScheduleExpression": "rate(1 day)"])
        func rule(_ name: String) -> FileRule {
            FileRule(
                name: name, scope: Scope(), expression: "rate(1 minute)", isEnabled: true, description: nil,
                functionARN: Desk.function, input: nil)
        }
        try await desk.rules.replaceFileRules(with: [rule("a"), rule("b")])
        try await desk.rules.replaceFileRules(with: [rule("b"), rule("c")])
        let names = try await desk.ask("ListRules", [:])["Rules"]?.arrayValue?.map { $0["Name"] }
        #expect(names == ["b", "c", "other"])
    }
}
