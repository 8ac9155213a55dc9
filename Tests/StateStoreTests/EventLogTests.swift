import AWSAPI
import Foundation
import StateStore
import Testing

@Suite struct EventLogTests {
    private static func event(_ time: Int, _ number: Int, stream: Int = 1, group: Int = 1, _ message: String = "m")
        -> EventLogChange
    {
        .append(LogEvent(group: group, stream: stream, time: time, number: number, ingested: time, message: message))
    }

    private static func messages(_ log: SQLiteEventLog, _ query: EventLogQuery) async throws -> [Int] {
        try await log.read(query).map(\.number)
    }

    @Test("events are read in the order of their time, from any place, in either direction")
    func order() async throws {
        let log = try SQLiteEventLog(path: nil)
        log.write([
            Self.event(30, 1), Self.event(10, 2), Self.event(20, 3, stream: 2), Self.event(20, 4),
            Self.event(20, 5, stream: 9, group: 2),
        ])
        #expect(try await Self.messages(log, .init(group: 1, limit: 9)) == [2, 3, 4, 1])
        #expect(try await Self.messages(log, .init(group: 1, isDescending: true, limit: 2)) == [1, 4])
        #expect(try await Self.messages(log, .init(group: 1, streams: [1], limit: 9)) == [2, 4, 1])
        #expect(try await Self.messages(log, .init(group: 1, streams: [1, 2], limit: 2)) == [2, 3])
        #expect(try await Self.messages(log, .init(group: 1, times: 20..<30, limit: 9)) == [3, 4])
        let after = LogEvent.Position(time: 20, number: 3)
        #expect(try await Self.messages(log, .init(group: 1, after: after, limit: 9)) == [4, 1])
        #expect(try await Self.messages(log, .init(group: 1, before: after, limit: 9)) == [2])
    }

    @Test("streams are what their events add up to")
    func streams() async throws {
        let log = try SQLiteEventLog(path: nil)
        log.write([Self.event(30, 1, "abc"), Self.event(10, 2, "d"), Self.event(20, 3, stream: 2, "\u{E9}")])
        #expect(
            try await log.streams() == [
                EventLogStream(
                    group: 1, stream: 1, firstTime: 10, lastTime: 30, lastIngested: 30, bytes: 56, lastNumber: 2),
                EventLogStream(
                    group: 1, stream: 2, firstTime: 20, lastTime: 20, lastIngested: 20, bytes: 28, lastNumber: 3),
            ])
        log.write([.deleteBefore(group: 1, time: 30)])
        #expect(
            try await log.streams() == [
                EventLogStream(
                    group: 1, stream: 1, firstTime: 30, lastTime: 30, lastIngested: 30, bytes: 29, lastNumber: 2)
            ])
    }

    @Test(
        "what is too much goes from the oldest end",
        arguments: [(0, 0), (27, 0), (28, 1), (57, 2), (83, 2), (84, 3), (99, 3)])
    func shrink(_ bytes: Int, _ left: Int) async throws {
        let log = try SQLiteEventLog(path: nil)
        log.write([
            Self.event(10, 1, "a"), Self.event(20, 2, "bbb"), Self.event(30, 3, "cc"),
            Self.event(1, 4, stream: 9, group: 2),
        ])
        log.write([.shrink(group: 1, bytes: bytes)])
        #expect(try await Self.messages(log, .init(group: 1, limit: 9)) == [1, 2, 3].suffix(left))
        #expect(try await Self.messages(log, .init(group: 2, limit: 9)) == [4])
        let kept = try await log.streams().filter { $0.group == 1 }.map(\.bytes)
        #expect(kept.reduce(0, +) <= bytes)
    }

    @Test("streams and groups go with their events")
    func deletion() async throws {
        let log = try SQLiteEventLog(path: nil)
        log.write([Self.event(10, 1), Self.event(20, 2, stream: 2), Self.event(30, 3, stream: 3, group: 2)])
        log.write([.deleteStream(group: 1, stream: 1)])
        #expect(try await Self.messages(log, .init(group: 1, limit: 9)) == [2])
        log.write([.deleteGroup(1)])
        #expect(try await Self.messages(log, .init(group: 1, limit: 9)).isEmpty)
        #expect(try await log.streams().map(\.stream) == [3])
    }

    @Test("what a reader got is in the file")
    func file() async throws {
        let path = NSTemporaryDirectory() + "events-\(UUID().uuidString).sqlite"
        let log = try SQLiteEventLog(path: path)
        log.write([Self.event(10, 1, "kept")])
        #expect(try await log.read(.init(group: 1, limit: 1)).map(\.message) == ["kept"])
        let other = try SQLiteEventLog(path: path)
        #expect(try await other.read(.init(group: 1, limit: 1)).map(\.message) == ["kept"])
    }
}
