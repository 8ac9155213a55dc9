import AWSAPI
import Cloud
import JSON

struct FilterLogEvents: Operation {
    static let name = "FilterLogEvents"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let limit = try input.limit(1...LogsLimits.answerEvents, otherwise: LogsLimits.answerEvents)
        let pattern = try FilterPattern(try input.string("filterPattern") ?? "")
        let state = await archive.current()
        let entry = try state.group(try input.groupName(), in: call.scope)
        var query = EventLogQuery(
            group: entry.group.number, streams: try Self.streams(input, entry),
            times: try input.times(from: entry.group.oldestTime(at: call.time), isEndIncluded: true), limit: 1000)
        query.after = try input.string("nextToken").map { text throws(AWSError) in try EventToken(text).position }
        let (events, next) = try await search(query, pattern, limit)
        return Output(
            .members([
                "events": .array(events.map { Self.json($0, state) }), "searchedLogStreams": [],
                "nextToken": next.map { .string(EventToken(isForward: true, position: $0).text) },
            ]))
    }

    private static func streams(_ input: Parameters, _ entry: LogsState.GroupEntry) throws(AWSError) -> [Int]? {
        let (names, prefix) = (try input.strings("logStreamNames"), try input.string("logStreamNamePrefix"))
        guard names == nil || prefix == nil else {
            throw .invalid("logStreamNames and logStreamNamePrefix are mutually exclusive parameters.")
        }
        if let prefix { return entry.streams.values.map(\.stream).filter { $0.name.hasPrefix(prefix) }.map(\.number) }
        guard let names else { return nil }
        guard (1...100).contains(names.count) else {
            throw .invalid("logStreamNames must have from 1 to 100 members, not \(names.count).")
        }
        var numbers: [Int] = []
        for name in names {
            guard let stream = entry.streams[name]?.stream else { throw .noSuchStream }
            numbers.append(stream.number)
        }
        return numbers
    }

    /// - Returns: events, and where to go on if there may be more.
    private func search(
        _ query: EventLogQuery, _ pattern: FilterPattern, _ limit: Int
    ) async throws(AWSError) -> (events: [LogEvent], next: LogEvent.Position?) {
        guard query.streams?.isEmpty != true else { return ([], nil) }
        var query = query
        var (found, bytes, scanned): ([LogEvent], Int, Int) = ([], 0, 0)
        while true {
            let page = try await archive.read(query)
            for event in page {
                if pattern.matches(event.message) {
                    let isFull = found.count == limit || bytes + event.sizeBytes > LogsLimits.answerBytes
                    if isFull && !found.isEmpty { return (found, query.after) }
                    found.append(event)
                    bytes += event.sizeBytes
                }
                query.after = event.position
            }
            scanned += page.count
            guard page.count == query.limit else { return (found, nil) }
            guard scanned < LogsLimits.scannedEvents else { return (found, query.after) }
        }
    }

    private static func json(_ event: LogEvent, _ state: LogsState) -> JSON {
        [
            "logStreamName": .string(state.streamName(event.stream) ?? ""), "timestamp": .integer(event.time),
            "message": .string(event.message), "ingestionTime": .integer(event.ingested),
            "eventId": .string("3" + Digits.padded(event.time, 27) + Digits.padded(event.number, 28)),
        ]
    }
}
