public import Cloud
import Synchronization

/// Where a log comes from: `/aws/lambda/my-function` and `2026/01/02/[$LATEST]0123...`.
public struct LogSource: Sendable, Hashable {
    public var scope: Scope
    public var group: String
    public var stream: String

    public init(scope: Scope, group: String, stream: String) {
        self.scope = scope
        self.group = group
        self.stream = stream
    }
}

/// What functions wrote and nobody stored yet.
final class LogInbox: Sendable {
    struct Entry: Sendable {
        var source: LogSource
        /// In milliseconds since 1970.
        var time: Int
        var messages: @Sendable () -> [String]
    }

    private struct State {
        var entries: [Entry] = []
        var bytes = 0
        var dropped = 0
        var isAwaited = false
    }

    private let state = Mutex(State())

    /// - Returns: whether somebody must be sent to empty the box.
    func put(_ entry: Entry, bytes: Int) -> Bool {
        state.withLock { state in
            if state.bytes + bytes > LogsLimits.inboxBytes {
                state.dropped += 1
            } else {
                state.entries.append(entry)
                state.bytes += bytes
            }
            defer { state.isAwaited = true }
            return !state.isAwaited
        }
    }

    /// Empties the box.
    func take() -> (entries: [Entry], dropped: Int) {
        state.withLock { state in
            defer { state = State() }
            return (state.entries, state.dropped)
        }
    }

    /// Nobody comes: the next one to put something in is told again to send somebody.
    func abandon() {
        state.withLock { $0.isAwaited = false }
    }
}
