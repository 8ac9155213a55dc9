internal import AWSAPI

/// Stacks and change sets as records have them.
struct StoredStacks {
    private(set) var states: [String: StackState] = [:]
    private(set) var changeSets: [String: ChangeSet] = [:]

    /// - Throws: InternalFailure for records that cannot be read.
    init(_ records: any Records) throws(AWSError) {
        let resources = try Self.grouped(StackResource.self, RecordKind.resource, records)
        let events = try Self.grouped(StackEvent.self, RecordKind.event, records)
        for record in try records.load(RecordKind.stack) {
            let stack = try RecordKind.decode(Stack.self, record, RecordKind.stack)
            let itsEvents = events[stack.key] ?? []
            states[stack.id] = StackState(
                stack, (resources[stack.key] ?? []).map(\.value), itsEvents.map(\.value),
                firstEventNumber: itsEvents.first.flatMap { Int($0.rest) } ?? 0)
        }
        for record in try records.load(RecordKind.changeSet) {
            let changeSet = try RecordKind.decode(ChangeSet.self, record, RecordKind.changeSet)
            changeSets[changeSet.id] = changeSet
        }
    }

    /// By the stack's key, in the order of what follows it.
    private static func grouped<Value: Decodable>(
        _ type: Value.Type, _ kind: String, _ records: any Records
    ) throws(AWSError) -> [String: [(rest: String, value: Value)]] {
        var groups: [String: [(rest: String, value: Value)]] = [:]
        for record in try records.load(kind) {
            let parts = record.key.split(separator: "/", maxSplits: 3)
            guard parts.count == 4 else { continue }
            let value = try RecordKind.decode(type, record, kind)
            groups[parts[0..<3].joined(separator: "/"), default: []].append((String(parts[3]), value))
        }
        return groups
    }
}
