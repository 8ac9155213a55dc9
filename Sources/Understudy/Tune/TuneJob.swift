import Emulator
import JSON
import NIOCore
import Synchronization

/// One run inside the emulator, from its order to its result: those who watch are told how far it is.
final class TuneJob: Sendable {
    enum State: String {
        case running, done, failed, cancelled
    }

    private struct Story {
        var state = State.running
        var fractionDone = 0.0
        var memorySizeMB: Int?
        var problem: String?
        var result: JSON?
        var watchers: [ObjectIdentifier: AnswerStream] = [:]
        var lastTold: ContinuousClock.Instant?
        var task: Task<Void, Never>?
    }

    /// Progress is told this often at most.
    private static let interval = Duration.milliseconds(100)

    let function: String
    private let sizes: MemorySizes
    private let count: Int
    /// In milliseconds since 1970.
    let started = WallClock.epochMilliseconds()
    private let story = Mutex(Story())

    init(function: String, _ order: TuneOrder) {
        self.function = function
        sizes = order.sizes
        count = order.count
    }

    var isRunning: Bool { story.withLock { $0.state == .running } }

    /// Runs `work`, which tells progress through ``isAt(_:_:)``; once.
    func begin(_ work: @escaping @Sendable () async throws -> JSON) {
        // Ends with its work; ``cancel()`` and the emulator's end cancel it.
        let task = Task {
            do {
                conclude(.done, result: try await work())
            } catch {
                let isCancelled = Task.isCancelled
                conclude(isCancelled ? .cancelled : .failed, problem: isCancelled ? nil : Self.sentence(error))
            }
        }
        story.withLock { $0.task = task }
    }

    private static func sentence(_ error: any Error) -> String {
        (error as? CommandFailure)?.description ?? error.awsSentence
    }

    /// Ends it before its next invocation, and the invocation that is under way.
    func cancel() {
        story.withLock { $0.task }?.cancel()
    }

    /// Returns when it is over.
    func wait() async {
        await story.withLock { $0.task }?.value
    }

    func isAt(_ fractionDone: Double, _ memorySizeMB: Int) {
        let watchers = story.withLock { story -> [AnswerStream] in
            story.fractionDone = fractionDone
            story.memorySizeMB = memorySizeMB
            if let lastTold = story.lastTold, .now - lastTold < Self.interval { return [] }
            story.lastTold = .now
            return Array(story.watchers.values)
        }
        tell(watchers, "progress")
    }

    private func conclude(_ state: State, result: JSON? = nil, problem: String? = nil) {
        let watchers = story.withLock { story in
            story.state = state
            story.result = result
            story.problem = problem
            if state == .done { story.fractionDone = 1 }
            story.memorySizeMB = nil
            defer { story.watchers = [:] }
            return Array(story.watchers.values)
        }
        tell(watchers, "over")
        for watcher in watchers { watcher.finish() }
    }

    private func tell(_ watchers: [AnswerStream], _ event: String) {
        guard !watchers.isEmpty else { return }
        let bytes = ServerSentEvent(event, data: progress).bytes
        for watcher in watchers { watcher.send(bytes) }
    }

    /// The stream gets `progress` events, and `over` at the end, which is also its own.
    func watch(_ stream: AnswerStream) {
        let goesOn = story.withLock { story in
            guard story.state == .running else { return false }
            story.watchers[ObjectIdentifier(stream)] = stream
            return true
        }
        tell([stream], goesOn ? "progress" : "over")
        guard goesOn else { return stream.finish() }
        stream.whenOver { [weak self, id = ObjectIdentifier(stream)] _ in
            self?.story.withLock { $0.watchers[id] = nil }
        }
    }

    /// Without the result, which may be long.
    private var progress: JSON { .object(members) }

    /// Everything.
    var json: JSON {
        .object(members + [JSON.Member("result", story.withLock { $0.result } ?? .null)])
    }

    private var members: [JSON.Member] {
        story.withLock { story in
            [
                JSON.Member("function", .string(function)), JSON.Member("state", .string(story.state.rawValue)),
                JSON.Member("started", .number("\(started)")),
                JSON.Member("sizes", .array(sizes.values.map { .number("\($0)") })),
                JSON.Member("count", .number("\(count)")),
                JSON.Member("progress", .number("\(story.fractionDone)")),
                JSON.Member("memorySizeMB", story.memorySizeMB.map { .number("\($0)") } ?? .null),
                JSON.Member("problem", story.problem.map(JSON.string) ?? .null),
            ]
        }
    }
}
