import AWSAPI
import Cloud
import JSON

struct PutLogEvents: Operation {
    static let name = "PutLogEvents"
    let archive: LogArchive

    private typealias Event = (time: Int, message: String)

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (group, name) = (try input.groupName(), try input.streamName())
        let events = try Self.events(input)
        try Self.check(events)
        let entry = try await archive.current().group(group, in: call.scope)
        guard let stream = entry.streams[name]?.stream else { throw .noSuchStream }
        let borders = Borders(now: call.time, retentionDays: entry.group.retentionDays)
        let accepted = events.filter { borders.accept($0.time) }
        let last = try await archive.append(accepted, to: stream, at: call.time)
        return Output(
            .members([
                "nextSequenceToken": .string(SequenceToken.text(last)),
                "rejectedLogEventsInfo": borders.rejected(events.map(\.time)),
            ]))
    }

    private static func events(_ input: Parameters) throws(AWSError) -> [Event] {
        let elements = try input.list("logEvents")
        var violations = Violations()
        if let count = elements?.count {
            if count < 1 { violations.add("[]", at: "logEvents", "Member must have length greater than or equal to 1") }
            if count > LogsLimits.batchEvents {
                violations.add(
                    "[...]", at: "logEvents",
                    "Member must have length less than or equal to \(LogsLimits.batchEvents)")
            }
        } else {
            violations.add(nil, at: "logEvents", "Member must not be null")
        }
        try violations.check("InvalidParameterException")
        var events: [Event] = []
        for (index, element) in (elements ?? []).enumerated() {
            let event = Parameters(element)
            let (time, message) = (try event.integer("timestamp"), try event.string("message"))
            violations.demand(time.map(String.init), at: "logEvents.\(index + 1).member.timestamp")
            violations.range(time, at: "logEvents.\(index + 1).member.timestamp", 0...Int.max)
            violations.demand(message, at: "logEvents.\(index + 1).member.message")
            if message == "" {
                violations.length(message, at: "logEvents.\(index + 1).member.message", 1...LogsLimits.messageBytes)
            }
            events.append((time ?? 0, message ?? ""))
        }
        try violations.check("InvalidParameterException")
        return events
    }

    private static func check(_ events: [Event]) throws(AWSError) {
        let times = events.map(\.time)
        guard zip(times, times.dropFirst()).allSatisfy({ $0 <= $1 }) else {
            throw .invalid("Log events in a single PutLogEvents request must be in chronological order.")
        }
        if let first = times.first, let last = times.last, last - first > 86_400_000 {
            throw .invalid(
                "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.")
        }
        for event in events where event.message.utf8.count + 26 > LogsLimits.messageBytes {
            throw .invalid(
                "Log event too large: \(event.message.utf8.count + 26) bytes exceeds limit of \(LogsLimits.messageBytes)"
            )
        }
        let size = events.reduce(0) { $0 + $1.message.utf8.count + 26 }
        guard size <= LogsLimits.batchBytes else {
            throw .invalid("Upload too large: \(size) bytes exceeds limit of \(LogsLimits.batchBytes)")
        }
    }

    /// Which times are too old, too new or expired.
    /// Source: CloudWatch Logs API reference, PutLogEvents and RejectedLogEventsInfo.
    private struct Borders {
        let tooNew: Int
        let tooOld: Int
        let expired: Int

        init(now: Int, retentionDays: Int?) {
            tooNew = now + 2 * 3_600_000
            tooOld = now - 14 * 86_400_000
            expired = retentionDays.map { now - $0 * 86_400_000 } ?? .min
        }

        func accept(_ time: Int) -> Bool { time <= tooNew && time >= tooOld && time >= expired }

        /// Times are in order: what is too new is at the end, what is too old at the start.
        func rejected(_ times: [Int]) -> JSON? {
            let (new, old) = (times.firstIndex { $0 > tooNew }, times.lastIndex { $0 < tooOld })
            let gone = times.lastIndex { $0 < expired }
            guard new != nil || old != nil || gone != nil else { return nil }
            return .members([
                "tooNewLogEventStartIndex": new.map(JSON.integer),
                "tooOldLogEventEndIndex": old.map { .integer($0 + 1) },
                "expiredLogEventEndIndex": gone.map { .integer($0 + 1) },
            ])
        }
    }
}
