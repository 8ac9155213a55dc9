/// Where log events are kept: many, small, in order of their time, and bounded.
///
/// As with ``Records``, writing puts changes in line at once, and settling waits for the file. Whatever a reader gets has
/// been written to the file before: it survives a kill -9.
public protocol EventLog: Sendable {
    /// Puts changes in line; returns at once.
    func write(_ changes: [EventLogChange])

    /// Returns when everything that was written before is in the file.
    ///
    /// - Throws: InternalFailure, when the disk refuses.
    func settle() async throws(AWSError)

    /// Events as they are after everything that was written before.
    func read(_ query: EventLogQuery) async throws(AWSError) -> [LogEvent]

    /// What there is of each stream that has events.
    func streams() async throws(AWSError) -> [EventLogStream]
}

/// Streams and groups of them are known by numbers that their owner gives out.
public struct LogEvent: Sendable, Hashable {
    public var group: Int
    public var stream: Int
    /// In milliseconds since 1970.
    public var time: Int
    /// Unique; events of the same time are ordered by it.
    public var number: Int
    /// When it was written, in milliseconds since 1970.
    public var ingested: Int
    public var message: String

    public init(group: Int, stream: Int, time: Int, number: Int, ingested: Int, message: String) {
        self.group = group
        self.stream = stream
        self.time = time
        self.number = number
        self.ingested = ingested
        self.message = message
    }

    /// As CloudWatch Logs counts: UTF-8, and 26 bytes for each event.
    public var sizeBytes: Int { message.utf8.count + 26 }

    public var position: Position { Position(time: time, number: number) }

    /// Where an event stands among others.
    public struct Position: Sendable, Hashable, Comparable {
        public var time: Int
        public var number: Int

        public init(time: Int, number: Int) {
            self.time = time
            self.number = number
        }

        public static func < (left: Self, right: Self) -> Bool {
            (left.time, left.number) < (right.time, right.number)
        }
    }
}

public enum EventLogChange: Sendable, Hashable {
    case append(LogEvent)
    case deleteStream(group: Int, stream: Int)
    case deleteGroup(Int)
    /// Events of a group that are older than a time in milliseconds since 1970.
    case deleteBefore(group: Int, time: Int)
    /// The oldest events of a group, until it has no more than so many bytes, counted as ``LogEvent/sizeBytes``.
    case shrink(group: Int, bytes: Int)
}

public struct EventLogQuery: Sendable, Hashable {
    public var group: Int
    /// nil for all of the group's.
    public var streams: [Int]?
    /// In milliseconds since 1970.
    public var times: Range<Int>
    /// Without this one.
    public var after: LogEvent.Position?
    /// Without this one.
    public var before: LogEvent.Position?
    /// Newest first, in place of oldest first.
    public var isDescending: Bool
    public var limit: Int

    public init(
        group: Int, streams: [Int]? = nil, times: Range<Int> = 0..<Int.max, after: LogEvent.Position? = nil,
        before: LogEvent.Position? = nil, isDescending: Bool = false, limit: Int
    ) {
        self.group = group
        self.streams = streams
        self.times = times
        self.after = after
        self.before = before
        self.isDescending = isDescending
        self.limit = limit
    }
}

public struct EventLogStream: Sendable, Hashable {
    public var group: Int
    public var stream: Int
    public var firstTime: Int
    public var lastTime: Int
    public var lastIngested: Int
    /// The sum of ``LogEvent/sizeBytes``.
    public var bytes: Int
    public var lastNumber: Int

    public init(
        group: Int, stream: Int, firstTime: Int, lastTime: Int, lastIngested: Int, bytes: Int, lastNumber: Int
    ) {
        self.group = group
        self.stream = stream
        self.firstTime = firstTime
        self.lastTime = lastTime
        self.lastIngested = lastIngested
        self.bytes = bytes
        self.lastNumber = lastNumber
    }
}
