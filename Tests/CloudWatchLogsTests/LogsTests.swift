import AWSAPI
import Cloud
import CloudWatchLogs
import Foundation
import JSON
import StateStore
import Synchronization
import Testing

@Suite struct LogsTests {
    /// 2026-01-02T03:04:05.678Z
    static let now = 1_767_323_045_678

    struct Desk {
        let records: any Records
        let path: String
        let archive: LogArchive
        let directory: ServiceDirectory
        let warnings = Warnings()

        init(records: any Records = MemoryRecords(), path: String? = nil) async throws {
            self.records = records
            self.path = path ?? NSTemporaryDirectory() + "logs-\(UUID().uuidString).sqlite"
            let warnings = self.warnings
            archive = try await LogArchive(records: records, events: SQLiteEventLog(path: self.path)) {
                warnings.add($0)
            }
            directory = ServiceDirectory([CloudWatchLogs.service(archive)])
        }

        @discardableResult
        func ask(_ operation: String, _ input: JSON, at time: Int = LogsTests.now) async throws(AWSError) -> JSON {
            try await directory.call("logs", operation, input, Call(scope: Scope(), requestID: "r", time: time))
        }

        func refusal(_ operation: String, _ input: JSON) async -> AWSError? {
            do throws(AWSError) {
                try await ask(operation, input)
                return nil
            } catch {
                return error
            }
        }

        /// With a group `g` and a stream `s`.
        static func withStream() async throws -> Desk {
            let desk = try await Desk()
            try await desk.ask("CreateLogGroup", ["logGroupName": "g"])
            try await desk.ask("CreateLogStream", ["logGroupName": "g", "logStreamName": "s"])
            return desk
        }

        func put(_ messages: [(Int, String)], stream: String = "s") async throws {
            try await ask(
                "PutLogEvents",
                [
                    "logGroupName": "g", "logStreamName": .string(stream),
                    "logEvents": .array(messages.map { ["timestamp": .integer($0), "message": .string($1)] }),
                ])
        }
    }

    final class Warnings: Sendable {
        private let texts = Mutex<[String]>([])
        func add(_ text: String) { texts.withLock { $0.append(text) } }
        var all: [String] { texts.withLock { $0 } }
    }

    private static func messages(_ output: JSON) -> [String] {
        output["events"]?.arrayValue?.compactMap { $0["message"]?.stringValue } ?? []
    }

    @Test("a group is told as AWS tells it, also after a restart")
    func group() async throws {
        let desk = try await Desk()
        try await desk.ask("CreateLogGroup", ["logGroupName": "/aws/lambda/f", "tags": ["k": "v"]])
        let again = await desk.refusal("CreateLogGroup", ["logGroupName": "/aws/lambda/f"])
        #expect(again?.code == "ResourceAlreadyExistsException")
        #expect(again?.message == "The specified log group already exists")
        try await desk.ask("PutRetentionPolicy", ["logGroupName": "/aws/lambda/f", "retentionInDays": 14])
        let later = try await Desk(records: desk.records, path: desk.path)
        let list = try await later.ask("DescribeLogGroups", ["logGroupNamePrefix": "/aws/lambda/"])
        #expect(
            list["logGroups"] == [
                [
                    "logGroupName": "/aws/lambda/f", "creationTime": .integer(Self.now), "retentionInDays": 14,
                    "metricFilterCount": 0, "arn": "arn:aws:logs:eu-west-1:000000000000:log-group:/aws/lambda/f:*",
                    "storedBytes": 0, "logGroupClass": "STANDARD",
                    "logGroupArn": "arn:aws:logs:eu-west-1:000000000000:log-group:/aws/lambda/f",
                ]
            ])
        let tags = try await later.ask(
            "ListTagsForResource",
            ["resourceArn": "arn:aws:logs:eu-west-1:000000000000:log-group:/aws/lambda/f"])
        #expect(tags["tags"] == ["k": "v"])
        try await later.ask("DeleteLogGroup", ["logGroupName": "/aws/lambda/f"])
        let gone = await later.refusal("DeleteLogGroup", ["logGroupName": "/aws/lambda/f"])
        #expect(gone?.code == "ResourceNotFoundException")
        #expect(gone?.message == "The specified log group does not exist.")
    }

    @Test("names, days and limits are checked")
    func validation() async throws {
        let desk = try await Desk.withStream()
        let name = await desk.refusal("CreateLogGroup", ["logGroupName": "a b"])
        #expect(name?.code == "InvalidParameterException")
        #expect(
            name?.message == "1 validation error detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: "
                + #"Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+"#)
        let days = await desk.refusal("PutRetentionPolicy", ["logGroupName": "g", "retentionInDays": 2])
        #expect(days?.code == "InvalidParameterException")
        #expect(days?.message.contains("Value '2' at 'retentionInDays'") == true)
        #expect(await desk.refusal("DescribeLogGroups", ["limit": 51])?.code == "InvalidParameterException")
        let order = await desk.refusal(
            "DescribeLogStreams", ["logGroupName": "g", "orderBy": "LastEventTime", "logStreamNamePrefix": "s"])
        #expect(order?.message == "Cannot order by LastEventTime with a logStreamNamePrefix.")
    }

    @Test("groups come in pages, by prefix or pattern")
    func pages() async throws {
        let desk = try await Desk()
        for name in ["b/1", "a/1", "a/2"] { try await desk.ask("CreateLogGroup", ["logGroupName": .string(name)]) }
        let first = try await desk.ask("DescribeLogGroups", ["limit": 2])
        #expect(first["logGroups"]?.arrayValue?.map { $0["logGroupName"] } == ["a/1", "a/2"])
        let second = try await desk.ask("DescribeLogGroups", ["nextToken": first["nextToken"] ?? .null])
        #expect(second["logGroups"]?.arrayValue?.map { $0["logGroupName"] } == ["b/1"])
        #expect(second["nextToken"] == nil)
        let pattern = try await desk.ask("DescribeLogGroups", ["logGroupNamePattern": "/1"])
        #expect(pattern["logGroups"]?.arrayValue?.count == 2)
    }

    @Test("events that a reader got survive")
    func events() async throws {
        let desk = try await Desk.withStream()
        try await desk.put([(Self.now - 2, "one"), (Self.now - 1, "two"), (Self.now - 1, "three")])
        let later = try await Desk(records: desk.records, path: desk.path)
        let all = try await later.ask("GetLogEvents", ["logGroupName": "g", "logStreamName": "s"])
        #expect(Self.messages(all) == ["one", "two", "three"])
        #expect(all["events"]?[0]?["timestamp"] == .integer(Self.now - 2))
        #expect(all["events"]?[0]?["ingestionTime"] == .integer(Self.now))
        try await later.put([(Self.now, "four")])
        let more = try await later.ask(
            "GetLogEvents",
            ["logGroupName": "g", "logStreamName": "s", "nextToken": all["nextForwardToken"] ?? .null])
        #expect(Self.messages(more) == ["four"])
        let end = try await later.ask(
            "GetLogEvents",
            ["logGroupName": "g", "logStreamName": "s", "nextToken": more["nextForwardToken"] ?? .null])
        #expect(Self.messages(end) == [])
        #expect(end["nextForwardToken"] == more["nextForwardToken"])
    }

    @Test("pages lead forwards and backwards")
    func tokens() async throws {
        let desk = try await Desk.withStream()
        try await desk.put((0..<5).map { (Self.now - 5 + $0, "\($0)") })
        let stream: [JSON.Member] = [JSON.Member("logGroupName", "g"), JSON.Member("logStreamName", "s")]
        func page(_ more: JSON.Member...) async throws -> JSON {
            try await desk.ask("GetLogEvents", .object(stream + [JSON.Member("limit", 2)] + more))
        }
        let last = try await page()
        #expect(Self.messages(last) == ["3", "4"])
        let before = try await page(JSON.Member("nextToken", last["nextBackwardToken"] ?? .null))
        #expect(Self.messages(before) == ["1", "2"])
        let first = try await page(JSON.Member("startFromHead", true))
        #expect(Self.messages(first) == ["0", "1"])
        let after = try await page(JSON.Member("nextToken", first["nextForwardToken"] ?? .null))
        #expect(Self.messages(after) == ["2", "3"])
        let wrong = await desk.refusal(
            "GetLogEvents", ["logGroupName": "g", "logStreamName": "s", "nextToken": "x"])
        #expect(wrong?.message == "The specified nextToken is invalid.")
        let range = try await page(
            JSON.Member("startTime", .integer(Self.now - 4)), JSON.Member("endTime", .integer(Self.now - 3)))
        #expect(Self.messages(range) == ["1"])
    }

    @Test("events are filtered over all streams, in the order of their time")
    func filter() async throws {
        let desk = try await Desk.withStream()
        try await desk.ask("CreateLogStream", ["logGroupName": "g", "logStreamName": "t"])
        try await desk.put([(Self.now - 4, "ERROR a"), (Self.now - 2, "INFO b"), (Self.now - 1, "ERROR c")])
        try await desk.put([(Self.now - 3, "ERROR d")], stream: "t")
        let errors = try await desk.ask("FilterLogEvents", ["logGroupName": "g", "filterPattern": "ERROR"])
        #expect(Self.messages(errors) == ["ERROR a", "ERROR d", "ERROR c"])
        #expect(errors["events"]?[1]?["logStreamName"] == "t")
        #expect(Set(errors["events"]?.arrayValue?.map { $0["eventId"] } ?? []).count == 3)
        #expect(errors["events"]?[0]?["eventId"]?.stringValue?.count == 56)
        #expect(errors["nextToken"] == nil)
        let one = try await desk.ask("FilterLogEvents", ["logGroupName": "g", "logStreamNames": ["t"]])
        #expect(Self.messages(one) == ["ERROR d"])
        let prefix = try await desk.ask("FilterLogEvents", ["logGroupName": "g", "logStreamNamePrefix": "s"])
        #expect(Self.messages(prefix).count == 3)
        let late = try await desk.ask(
            "FilterLogEvents",
            ["logGroupName": "g", "startTime": .integer(Self.now - 3), "endTime": .integer(Self.now - 2)])
        #expect(Self.messages(late) == ["ERROR d", "INFO b"])
        let stream = await desk.refusal("FilterLogEvents", ["logGroupName": "g", "logStreamNames": ["none"]])
        #expect(stream?.message == "The specified log stream does not exist.")
    }

    @Test("pages of any size make up the whole", arguments: [1, 2, 3, 7])
    func filterPages(_ size: Int) async throws {
        let desk = try await Desk.withStream()
        try await desk.put((0..<7).map { (Self.now - 7 + $0 / 2, $0.isMultiple(of: 2) ? "even \($0)" : "odd") })
        var (messages, token): ([String], JSON) = ([], .null)
        repeat {
            let page = try await desk.ask(
                "FilterLogEvents",
                ["logGroupName": "g", "filterPattern": "even", "limit": .integer(size), "nextToken": token])
            messages += Self.messages(page)
            token = page["nextToken"] ?? .null
        } while !token.isNull
        #expect(messages == ["even 0", "even 2", "even 4", "even 6"])
    }

    @Test("batches that AWS refuses are refused")
    func batches() async throws {
        let desk = try await Desk.withStream()
        func refusal(_ events: JSON) async -> String? {
            await desk.refusal("PutLogEvents", ["logGroupName": "g", "logStreamName": "s", "logEvents": events])?
                .message
        }
        #expect(
            await refusal([["timestamp": 2, "message": "a"], ["timestamp": 1, "message": "b"]])
                == "Log events in a single PutLogEvents request must be in chronological order.")
        #expect(
            await refusal([
                ["timestamp": .integer(Self.now - 90_000_000), "message": "a"],
                ["timestamp": .integer(Self.now), "message": "b"],
            ]) == "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.")
        #expect(await refusal([])?.contains("at 'logEvents' failed to satisfy constraint") == true)
        let missing = await desk.refusal(
            "PutLogEvents",
            ["logGroupName": "g", "logStreamName": "none", "logEvents": [["timestamp": 1, "message": "a"]]])
        #expect(missing?.message == "The specified log stream does not exist.")
    }

    @Test("events too old and too new are told, and not kept")
    func rejected() async throws {
        let desk = try await Desk.withStream()
        let output = try await desk.ask(
            "PutLogEvents",
            [
                "logGroupName": "g", "logStreamName": "s",
                "logEvents": [["timestamp": .integer(Self.now + 8_000_000), "message": "new"]],
            ])
        #expect(output["rejectedLogEventsInfo"] == ["tooNewLogEventStartIndex": 0])
        let old = try await desk.ask(
            "PutLogEvents",
            [
                "logGroupName": "g", "logStreamName": "s",
                "logEvents": [
                    ["timestamp": .integer(Self.now - 15 * 86_400_000), "message": "a"],
                    ["timestamp": .integer(Self.now - 15 * 86_400_000 + 1), "message": "b"],
                ],
            ])
        #expect(old["rejectedLogEventsInfo"] == ["tooOldLogEventEndIndex": 2])
        #expect(Self.messages(try await desk.ask("GetLogEvents", ["logGroupName": "g", "logStreamName": "s"])) == [])
    }

    @Test("what is older than a group keeps is gone")
    func retention() async throws {
        let desk = try await Desk.withStream()
        try await desk.put([(Self.now - 1000, "old")])
        try await desk.ask("PutRetentionPolicy", ["logGroupName": "g", "retentionInDays": 1])
        let day = Self.now + 86_400_000
        #expect(Self.messages(try await desk.ask("FilterLogEvents", ["logGroupName": "g"], at: Self.now)) == ["old"])
        #expect(Self.messages(try await desk.ask("FilterLogEvents", ["logGroupName": "g"], at: day)) == [])
        desk.archive.write(
            LogSource(scope: Scope(), group: "g", stream: "s"), time: day, bytes: 1, messages: { ["new"] })
        try await desk.ask("DeleteRetentionPolicy", ["logGroupName": "g"], at: day)
        #expect(Self.messages(try await desk.ask("FilterLogEvents", ["logGroupName": "g"], at: day)).last == "new")
    }

    @Test("what functions write makes group and stream, and is read at once")
    func functions() async throws {
        let desk = try await Desk()
        let source = LogSource(scope: Scope(), group: "/aws/lambda/f", stream: "2026/01/02/[$LATEST]0")
        desk.archive.write(source, time: Self.now, bytes: 10, messages: { ["START\n", "hello\n"] })
        desk.archive.write(source, time: Self.now + 1, bytes: 10, messages: { ["END\n"] })
        let events = try await desk.ask("FilterLogEvents", ["logGroupName": "/aws/lambda/f"])
        #expect(Self.messages(events) == ["START\n", "hello\n", "END\n"])
        let later = try await Desk(records: desk.records, path: desk.path)
        let streams = try await later.ask(
            "DescribeLogStreams",
            ["logGroupName": "/aws/lambda/f", "orderBy": "LastEventTime", "descending": true, "limit": 50])
        let stream = streams["logStreams"]?[0]
        #expect(stream?["logStreamName"] == "2026/01/02/[$LATEST]0")
        #expect(stream?["firstEventTimestamp"] == .integer(Self.now))
        #expect(stream?["lastEventTimestamp"] == .integer(Self.now + 1))
        #expect(
            stream?["arn"]
                == "arn:aws:logs:eu-west-1:000000000000:log-group:/aws/lambda/f:log-stream:2026/01/02/[$LATEST]0")
        #expect(try await later.ask("DescribeLogGroups", [:])["logGroups"]?[0]?["storedBytes"] == .integer(94))
    }

    @Test("streams are ordered by name or by their last event")
    func streams() async throws {
        let desk = try await Desk.withStream()
        for (index, name) in ["c", "a", "b"].enumerated() {
            desk.archive.write(
                LogSource(scope: Scope(), group: "g", stream: name), time: Self.now + index, bytes: 1,
                messages: { ["m"] })
        }
        func names(_ input: JSON) async throws -> [JSON?] {
            try await desk.ask("DescribeLogStreams", input)["logStreams"]?.arrayValue?.map { $0["logStreamName"] } ?? []
        }
        #expect(try await names(["logGroupName": "g"]) == ["a", "b", "c", "s"])
        #expect(
            try await names(["logGroupName": "g", "orderBy": "LastEventTime", "descending": true]) == [
                "b", "a", "c", "s",
            ])
        let page = try await desk.ask("DescribeLogStreams", ["logGroupName": "g", "limit": 3])
        #expect(try await names(["logGroupName": "g", "nextToken": page["nextToken"] ?? .null]) == ["s"])
        try await desk.ask("DeleteLogStream", ["logGroupName": "g", "logStreamName": "a"])
        #expect(try await names(["logGroupName": "g"]) == ["b", "c", "s"])
        #expect(Self.messages(try await desk.ask("FilterLogEvents", ["logGroupName": "g"])).count == 2)
    }

    @Test("functions that write faster than anybody stores lose events, and it is said")
    func overflow() async throws {
        let desk = try await Desk()
        let source = LogSource(scope: Scope(), group: "g", stream: "s")
        for _ in 0..<20 { desk.archive.write(source, time: Self.now, bytes: 1 << 20, messages: { ["m"] }) }
        await desk.archive.flush()
        #expect(desk.warnings.all.count <= 1)
        let events = try await desk.ask("FilterLogEvents", ["logGroupName": "g"])
        #expect((16...20).contains(Self.messages(events).count))
    }

    @Test("a group has a limit, and loses its oldest events")
    func bound() async throws {
        let desk = try await Desk()
        let source = LogSource(scope: Scope(), group: "g", stream: "s")
        let large = String(repeating: "x", count: 1 << 20)
        for round in 0..<7 {
            desk.archive.write(
                source, time: Self.now + round, bytes: 1, messages: { Array(repeating: large, count: 10) })
            await desk.archive.flush()
        }
        let group = try await desk.ask("DescribeLogGroups", [:])["logGroups"]?[0]
        let stored = group?["storedBytes"]?.intValue ?? 0
        #expect(stored <= 64 << 20 && stored > 40 << 20)
        let first = try await desk.ask(
            "GetLogEvents", ["logGroupName": "g", "logStreamName": "s", "startFromHead": true, "limit": 1])
        #expect((first["events"]?[0]?["timestamp"]?.intValue ?? 0) > Self.now)
    }
}
