import JSON
import NIOCore
import Synchronization

/// Tells those who watch what has changed, so that they need not ask again and again: which names, never what.
///
/// Changes are gathered and told at most once a second. While nobody watches, noting one costs a look at a number.
package final class ChangeBoard: Sendable {
    /// What a name belongs to; also the name of the event.
    package enum Topic: String, Sendable, CaseIterable {
        case experiments
        case functions
        /// Functions whose log has grown.
        case logs
    }

    private static let interval = Duration.seconds(1)

    private struct State {
        var watchers: [ObjectIdentifier: AnswerStream] = [:]
        /// Not told yet: names, each with the number of its latest change.
        var changed: [Topic: [String: Int]] = [:]
        /// Counts changes since 1970, so to speak: numbers of an earlier run of the emulator are lower.
        var number = WallClock.epochMilliseconds() * 1000
        var isTellingDue = false
        var lastTold = ContinuousClock.now - ChangeBoard.interval
        var heartbeat: Task<Void, Never>?
    }

    private let state = Mutex(State())
    private let watcherCount = Atomic(0)

    package init() {}

    /// How many watch.
    package var watchers: Int { watcherCount.load(ordering: .relaxed) }

    /// Something that is shown of `name` is not what it was. Cheap enough for every invocation.
    package func note(_ topic: Topic, _ name: String) {
        guard watchers > 0 else { return }
        let delay = state.withLock { state -> Duration? in
            state.number += 1
            state.changed[topic, default: [:]][name] = state.number
            guard !state.isTellingDue else { return nil }
            state.isTellingDue = true
            return max(.zero, Self.interval - (.now - state.lastTold))
        }
        guard let delay else { return }
        // Ends by itself, within a second.
        Task {
            // Nobody cancels it.
            try? await Task.sleep(for: delay)
            tell()
        }
    }

    private func tell() {
        let (events, watchers) = state.withLock { state in
            state.isTellingDue = false
            state.lastTold = .now
            defer { state.changed = [:] }
            let events = Topic.allCases.compactMap { topic in
                state.changed[topic].map { Self.event(topic, $0, id: state.number) }
            }
            return (events, Array(state.watchers.values))
        }
        for event in events {
            for watcher in watchers { watcher.send(event) }
        }
    }

    /// `{"changed": {NAME: NUMBER}}`.
    private static func event(_ topic: Topic, _ names: [String: Int], id: Int) -> ByteBuffer {
        let members = names.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .number("\($0.value)")) }
        return ServerSentEvent(topic.rawValue, id: id, data: ["changed": .object(members)]).bytes
    }

    /// From now on the stream gets the events, after one called `hello`: what was shown before may be out of date.
    package func watch(_ stream: AnswerStream) {
        let number = state.withLock { state in
            state.watchers[ObjectIdentifier(stream)] = stream
            watcherCount.store(state.watchers.count, ordering: .relaxed)
            if state.heartbeat == nil { state.heartbeat = beat() }
            return state.number
        }
        stream.send(ServerSentEvent("hello", id: number, data: ["number": .number("\(number)")]).bytes)
        stream.whenOver { [weak self, id = ObjectIdentifier(stream)] _ in self?.forget(id) }
    }

    private func forget(_ id: ObjectIdentifier) {
        state.withLock { state in
            state.watchers[id] = nil
            watcherCount.store(state.watchers.count, ordering: .relaxed)
            guard state.watchers.isEmpty else { return }
            state.heartbeat?.cancel()
            state.heartbeat = nil
        }
    }

    /// Until the last one has left.
    private func beat() -> Task<Void, Never> {
        Task { [weak self] in
            while (try? await Task.sleep(for: ServerSentEvent.heartbeatInterval)) != nil {
                guard let self else { return }
                for watcher in state.withLock({ Array($0.watchers.values) }) {
                    watcher.send(ServerSentEvent.heartbeat)
                }
            }
        }
    }
}
