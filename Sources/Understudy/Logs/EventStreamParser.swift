/// Takes a `text/event-stream` apart as it arrives (WHATWG HTML, section 9.2.6), as far as our own streams go: lines end
/// in a newline, and an event has one line of data.
struct EventStreamParser {
    struct Event: Equatable {
        var name = "message"
        var id: String?
        var data = ""
    }

    private var rest: [UInt8] = []

    /// The events that are complete with these bytes.
    mutating func feed(_ bytes: some Sequence<UInt8>) -> [Event] {
        rest.append(contentsOf: bytes)
        var events: [Event] = []
        var start = 0
        for index in rest.indices.dropFirst() where rest[index] == 0x0A && rest[index - 1] == 0x0A {
            if let event = Self.event(rest[start..<index]) { events.append(event) }
            start = index + 1
        }
        rest.removeFirst(start)
        return events
    }

    /// Nil for a block without data, such as a comment.
    private static func event(_ block: ArraySlice<UInt8>) -> Event? {
        var event = Event()
        var hasData = false
        for line in String(decoding: block, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            let value = String(parts[1].first == " " ? parts[1].dropFirst() : parts[1])
            switch parts[0] {
            case "event": event.name = value
            case "id": event.id = value
            case "data":
                event.data += value
                hasData = true
            default: break
            }
        }
        return hasData ? event : nil
    }
}
