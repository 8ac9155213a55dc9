internal import AWSAPI
internal import Foundation
internal import JSON

/// A stack with its resources and events. Every change notes what has to be written, and what clients will see of it.
struct StackState: Sendable {
    private(set) var stack: Stack
    /// By logical id; those that were deleted with the stack among them.
    private(set) var resources: [String: StackResource] = [:]
    /// Oldest first.
    private(set) var events: [StackEvent] = []
    /// Of the first event that is kept.
    private var firstEventNumber = 0
    private var changes: [RecordChange] = []

    init(_ stack: Stack) {
        self.stack = stack
        noteStack()
    }

    /// As records have it.
    init(_ stack: Stack, _ resources: [StackResource], _ events: [StackEvent], firstEventNumber: Int) {
        self.stack = stack
        self.resources = Dictionary(resources.map { ($0.logicalID, $0) }, uniquingKeysWith: { _, last in last })
        self.events = events
        self.firstEventNumber = firstEventNumber
    }

    /// What has to be written since the last time.
    mutating func takeChanges() -> [RecordChange] {
        defer { changes = [] }
        return changes
    }

    /// Resources by logical id, as AWS lists them.
    var sortedResources: [StackResource] { resources.values.sorted { $0.logicalID < $1.logicalID } }

    // MARK: The stack

    /// Changes what no event tells of.
    mutating func change(_ body: (inout Stack) -> Void) {
        body(&stack)
        noteStack()
    }

    mutating func setStatus(_ status: StackStatus, reason: String? = nil, at time: Int, id: String) {
        stack.status = status
        stack.statusReason = reason
        noteStack()
        append(
            StackEvent(
                id: id, time: time, logicalID: stack.name, physicalID: stack.id, type: StackEvent.stackType,
                status: status.rawValue, reason: reason, clientToken: stack.clientToken))
    }

    // MARK: Resources

    /// Puts a resource as it is now; an event tells of it.
    mutating func put(_ resource: StackResource, at time: Int) {
        var resource = resource
        resource.changedAt = time
        keep(resource)
        tell(of: resource, at: time)
    }

    /// Puts a resource that nobody needs to be told of.
    mutating func keep(_ resource: StackResource) {
        resources[resource.logicalID] = resource
        note(RecordKind.resource, "\(stack.key)/\(resource.logicalID)", resource)
    }

    mutating func forget(_ logicalID: String) {
        guard resources.removeValue(forKey: logicalID) != nil else { return }
        changes.append(.delete(kind: RecordKind.resource, key: "\(stack.key)/\(logicalID)"))
    }

    /// An event of a resource, which may have left the stack already.
    mutating func tell(of resource: StackResource, reason: String? = nil, at time: Int) {
        let eventTime = max(time, (events.last?.time ?? 0) + 1)
        append(
            StackEvent(
                id: "\(resource.logicalID)-\(resource.status.rawValue)-\(Timestamp.iso8601(eventTime))",
                time: eventTime,
                logicalID: resource.logicalID, physicalID: resource.physicalID ?? "", type: resource.type,
                status: resource.status.rawValue, reason: reason ?? resource.statusReason,
                properties: resource.properties.text, clientToken: stack.clientToken))
    }

    // MARK: Events

    private mutating func append(_ event: StackEvent) {
        var event = event
        // Clients take the newest time that they have seen as the place to go on from.
        event.time = max(event.time, (events.last?.time ?? 0) + 1)
        note(RecordKind.event, eventKey(firstEventNumber + events.count), event)
        events.append(event)
        while events.count > EngineLimits.maximumEvents {
            events.removeFirst()
            changes.append(.delete(kind: RecordKind.event, key: eventKey(firstEventNumber)))
            firstEventNumber += 1
        }
    }

    private func eventKey(_ number: Int) -> String {
        let digits = String(number)
        return "\(stack.key)/\(String(repeating: "0", count: max(0, 10 - digits.count)))\(digits)"
    }

    // MARK: Records

    private mutating func noteStack() { note(RecordKind.stack, stack.key, stack) }

    private mutating func note(_ kind: String, _ key: String, _ value: some Encodable) {
        changes.append(.put(kind: kind, key: key, value: RecordKind.encode(value)))
    }

    /// What takes it out of the records for good.
    var removal: [RecordChange] {
        var removal = [RecordChange.delete(kind: RecordKind.stack, key: stack.key)]
        removal += resources.keys.map { .delete(kind: RecordKind.resource, key: "\(stack.key)/\($0)") }
        removal += events.indices.map { .delete(kind: RecordKind.event, key: eventKey(firstEventNumber + $0)) }
        return removal
    }
}
