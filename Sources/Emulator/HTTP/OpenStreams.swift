import Synchronization

/// The answers without an end that a port's clients have at present: so many at a time, and all ended when the port is.
package final class OpenStreams: Sendable {
    private struct State {
        var streams: [ObjectIdentifier: AnswerStream] = [:]
        var isClosed = false
    }

    /// How many there may be.
    package let limit: Int
    private let state = Mutex(State())

    package init(limit: Int = 128) {
        self.limit = limit
    }

    package var count: Int { state.withLock { $0.streams.count } }

    /// - Returns: false where there is no room for it.
    func admit(_ stream: AnswerStream) -> Bool {
        state.withLock { state in
            guard !state.isClosed, state.streams.count < limit else { return false }
            state.streams[ObjectIdentifier(stream)] = stream
            return true
        }
    }

    func remove(_ stream: AnswerStream) {
        state.withLock { $0.streams[ObjectIdentifier(stream)] = nil }
    }

    /// Ends all of them in order, and admits no more.
    func finishAll() {
        let streams = state.withLock { state in
            state.isClosed = true
            return Array(state.streams.values)
        }
        for stream in streams { stream.finish() }
    }
}
