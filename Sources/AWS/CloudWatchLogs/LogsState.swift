import AWSAPI
import Cloud

/// Groups and streams, and what their events add up to.
struct LogsState: Sendable {
    private(set) var groups: [Int: GroupEntry] = [:]
    private var numbers: [Scope: [String: Int]] = [:]
    private var streamGroups: [Int: (group: Int, name: String)] = [:]
    private var lastGroup = 0
    private var lastStream = 0
    private(set) var lastEvent = 0

    struct GroupEntry: Sendable {
        var group: LogGroup
        var streams: [String: StreamEntry] = [:]
        var bytes = 0
        /// When events were last taken out for their age.
        var lastSweep = 0
    }

    struct StreamEntry: Sendable {
        var stream: LogStream
        var content: EventLogStream?
    }

    // MARK: Looking up

    func groups(in scope: Scope) -> [GroupEntry] {
        (numbers[scope] ?? [:]).values.compactMap { groups[$0] }
    }

    func find(_ name: String, in scope: Scope) -> GroupEntry? {
        numbers[scope]?[name].flatMap { groups[$0] }
    }

    func group(_ name: String, in scope: Scope) throws(AWSError) -> GroupEntry {
        guard let entry = find(name, in: scope) else { throw .noSuchGroup }
        return entry
    }

    func streamName(_ number: Int) -> String? { streamGroups[number]?.name }

    // MARK: Changing

    mutating func add(
        _ name: String, in scope: Scope, at time: Int, _ describe: (inout LogGroup) -> Void = { _ in }
    ) throws(AWSError) -> LogGroup {
        guard find(name, in: scope) == nil else { throw .groupExists }
        guard groups.count < LogsLimits.groups else { throw .tooMany }
        var group = LogGroup(
            number: lastGroup + 1, account: scope.account, region: scope.region, name: name, created: time)
        describe(&group)
        insert(group)
        return group
    }

    mutating func update(_ group: LogGroup) { groups[group.number]?.group = group }

    mutating func remove(group number: Int) {
        guard let entry = groups.removeValue(forKey: number) else { return }
        numbers[entry.group.scope]?[entry.group.name] = nil
        for stream in entry.streams.values { streamGroups[stream.stream.number] = nil }
    }

    mutating func add(_ name: String, to group: Int, at time: Int) throws(AWSError) -> LogStream {
        guard let entry = groups[group] else { throw .noSuchGroup }
        guard entry.streams[name] == nil else { throw .streamExists }
        guard entry.streams.count < LogsLimits.streamsPerGroup else { throw .tooMany }
        let stream = LogStream(number: lastStream + 1, group: group, name: name, created: time)
        insert(stream)
        return stream
    }

    mutating func remove(stream: LogStream) {
        guard let entry = groups[stream.group]?.streams.removeValue(forKey: stream.name) else { return }
        groups[stream.group]?.bytes -= entry.content?.bytes ?? 0
        streamGroups[stream.number] = nil
    }

    /// The next event of a stream.
    mutating func event(_ stream: LogStream, time: Int, ingested: Int, _ message: String) -> LogEvent {
        lastEvent += 1
        let event = LogEvent(
            group: stream.group, stream: stream.number, time: time, number: lastEvent, ingested: ingested,
            message: message)
        groups[stream.group]?.bytes += event.sizeBytes
        groups[stream.group]?.streams[stream.name]?.note(event)
        return event
    }

    mutating func swept(_ group: Int, at time: Int) { groups[group]?.lastSweep = time }

    /// Which groups have too much, and what should be left of each.
    var surplus: [(group: Int, bytes: Int)] {
        var surplus = groups.values.filter { $0.bytes > LogsLimits.groupBytes }
            .map { (group: $0.group.number, bytes: LogsLimits.groupBytes / 100 * LogsLimits.shrinkPercent) }
        let total = groups.values.reduce(0) { $0 + min($1.bytes, LogsLimits.groupBytes) }
        if total > LogsLimits.bytes, let largest = groups.values.max(by: { $0.bytes < $1.bytes }) {
            surplus.append((group: largest.group.number, bytes: largest.bytes / 100 * (LogsLimits.shrinkPercent / 2)))
        }
        return surplus
    }

    // MARK: What was kept

    mutating func insert(_ group: LogGroup) {
        groups[group.number] = GroupEntry(group: group)
        numbers[group.scope, default: [:]][group.name] = group.number
        lastGroup = max(lastGroup, group.number)
    }

    mutating func insert(_ stream: LogStream) {
        groups[stream.group]?.streams[stream.name] = StreamEntry(stream: stream)
        streamGroups[stream.number] = (stream.group, stream.name)
        lastStream = max(lastStream, stream.number)
    }

    /// Takes over what there is of each stream.
    ///
    /// - Returns: streams that nobody knows.
    mutating func count(_ contents: [EventLogStream]) -> [EventLogStream] {
        var unknown: [EventLogStream] = []
        for number in groups.keys {
            groups[number]?.bytes = 0
            for name in groups[number]?.streams.keys ?? [:].keys { groups[number]?.streams[name]?.content = nil }
        }
        for content in contents {
            lastEvent = max(lastEvent, content.lastNumber)
            guard let (group, name) = streamGroups[content.stream] else {
                unknown.append(content)
                continue
            }
            groups[group]?.bytes += content.bytes
            groups[group]?.streams[name]?.content = content
        }
        return unknown
    }
}

extension LogsState.StreamEntry {
    fileprivate mutating func note(_ event: LogEvent) {
        let before = content
        content = EventLogStream(
            group: event.group, stream: event.stream, firstTime: min(before?.firstTime ?? event.time, event.time),
            lastTime: max(before?.lastTime ?? event.time, event.time), lastIngested: event.ingested,
            bytes: (before?.bytes ?? 0) + event.sizeBytes, lastNumber: event.number)
    }
}
