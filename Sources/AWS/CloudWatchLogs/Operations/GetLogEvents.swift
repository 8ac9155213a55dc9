import AWSAPI
import Cloud
import JSON

struct GetLogEvents: Operation {
    static let name = "GetLogEvents"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let limit = try input.limit(1...LogsLimits.answerEvents, otherwise: LogsLimits.answerEvents)
        let entry = try await archive.current().group(try input.groupName(), in: call.scope)
        guard let stream = entry.streams[try input.streamName()]?.stream else { throw .noSuchStream }
        let token = try input.string("nextToken").map { text throws(AWSError) in try EventToken(text) }
        let startsFromHead = try input.boolean("startFromHead") ?? false
        let isForward = token?.isForward ?? startsFromHead
        var query = EventLogQuery(
            group: stream.group, streams: [stream.number],
            times: try input.times(from: entry.group.oldestTime(at: call.time), isEndIncluded: false), limit: limit)
        query.isDescending = !isForward
        if isForward { query.after = token?.position } else { query.before = token?.position }
        var events = AnswerSize.cut(try await archive.read(query))
        if !isForward { events.reverse() }
        return Output(Self.json(events, token))
    }

    /// Whoever has reached an end gets the token that led there.
    private static func json(_ events: [LogEvent], _ token: EventToken?) -> JSON {
        let start = token?.position ?? LogEvent.Position(time: 0, number: 0)
        return [
            "events": .array(
                events.map {
                    [
                        "timestamp": .integer($0.time), "message": .string($0.message),
                        "ingestionTime": .integer($0.ingested),
                    ]
                }),
            "nextForwardToken": .string(EventToken(isForward: true, position: events.last?.position ?? start).text),
            "nextBackwardToken": .string(EventToken(isForward: false, position: events.first?.position ?? start).text),
        ]
    }
}

/// `f/` or `b/` and 56 digits: behind or before which event to go on.
struct EventToken: Equatable {
    var isForward: Bool
    var position: LogEvent.Position

    init(isForward: Bool, position: LogEvent.Position) {
        self.isForward = isForward
        self.position = position
    }

    init(_ text: String) throws(AWSError) {
        let parts = text.split(separator: "/")
        guard parts.count == 3, ["f", "b"].contains(parts[0]), parts[2] == "s", parts[1].utf8.count == 56,
            let time = Int(parts[1].prefix(28)), let number = Int(parts[1].suffix(28))
        else { throw .badToken }
        isForward = parts[0] == "f"
        position = LogEvent.Position(time: time, number: number)
    }

    var text: String {
        "\(isForward ? "f" : "b")/\(Digits.padded(position.time, 28))\(Digits.padded(position.number, 28))/s"
    }
}

enum AnswerSize {
    /// As many from the front as fit into an answer; at least one.
    static func cut(_ events: [LogEvent]) -> [LogEvent] {
        var bytes = 0
        let count = events.prefix { event in
            defer { bytes += event.sizeBytes }
            return bytes == 0 || bytes + event.sizeBytes <= LogsLimits.answerBytes
        }.count
        return Array(events.prefix(count))
    }
}
