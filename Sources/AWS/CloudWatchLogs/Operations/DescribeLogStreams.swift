import AWSAPI
import Cloud
import JSON

struct DescribeLogStreams: Operation {
    static let name = "DescribeLogStreams"
    let archive: LogArchive

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let limit = try input.limit(1...50, otherwise: 50)
        let order = try input.string("orderBy") ?? "LogStreamName"
        var violations = Violations()
        violations.choice(order, at: "orderBy", ["LogStreamName", "LastEventTime"])
        try violations.check("InvalidParameterException")
        let prefix = try input.string("logStreamNamePrefix")
        guard prefix == nil || order == "LogStreamName" else {
            throw .invalid("Cannot order by LastEventTime with a logStreamNamePrefix.")
        }
        let entry = try await archive.current().group(try input.groupName(), in: call.scope)
        var streams = entry.streams.values.filter { $0.stream.name.hasPrefix(prefix ?? "") }
        streams.sort { left, right in
            let (first, second) = (left.content?.lastTime ?? 0, right.content?.lastTime ?? 0)
            return order == "LastEventTime" && first != second
                ? first < second : left.stream.name < right.stream.name
        }
        if try input.boolean("descending") ?? false { streams.reverse() }
        let start = try Self.start(try input.string("nextToken"), in: streams)
        let page = streams[start...].prefix(limit)
        let isLast = page.endIndex == streams.endIndex
        return Output(
            .members([
                "logStreams": .array(page.map { $0.stream.json(in: entry.group, $0.content) }),
                "nextToken": isLast ? nil : page.last.map { .string($0.stream.name) },
            ]))
    }

    /// Behind the stream that ended the page before; one that is gone since ends the list.
    private static func start(_ token: String?, in streams: [LogsState.StreamEntry]) throws(AWSError) -> Int {
        guard let token else { return 0 }
        guard let last = streams.firstIndex(where: { $0.stream.name == token }) else { throw .badToken }
        return last + 1
    }
}
