import JSON
import NIOCore
import NIOPosix

/// Sends what one function logs to those who follow it, some times a second. Confined to the event loop; lines are put
/// into words on another thread.
final class LogFollowers {
    private static let interval = TimeAmount.milliseconds(100)
    /// Of a flood only the last lines are sent, and how many were left out is told.
    static let linesAtOnce = 1_000

    private struct Follower {
        let stream: AnswerStream
        let search: String?
        /// The number of the last line that was sent, or left out.
        var cursor: Int
    }

    private struct Delivery: Sendable {
        let stream: AnswerStream
        let query: LogQuery
    }

    private let loop: any EventLoop
    private let workers: NIOThreadPool
    private var followers: [ObjectIdentifier: Follower] = [:]
    /// A delivery waits for its time, or is under way.
    private var isBusy = false
    private var heartbeat: RepeatedTask?

    init(loop: any EventLoop, workers: NIOThreadPool) {
        self.loop = loop
        self.workers = workers
    }

    func add(_ stream: AnswerStream, cursor: Int, search: String?) {
        followers[ObjectIdentifier(stream)] = Follower(stream: stream, search: search, cursor: cursor)
        guard heartbeat == nil else { return }
        let beat = TimeAmount(ServerSentEvent.heartbeatInterval)
        let bound = NIOLoopBound(self, eventLoop: loop)
        heartbeat = loop.scheduleRepeatedTask(initialDelay: beat, delay: beat) { _ in
            for follower in bound.value.followers.values { follower.stream.send(ServerSentEvent.heartbeat) }
        }
    }

    /// - Returns: whether nobody is left.
    func remove(_ id: ObjectIdentifier) -> Bool {
        followers[id] = nil
        guard followers.isEmpty else { return false }
        heartbeat?.cancel()
        heartbeat = nil
        return true
    }

    /// There is something new, perhaps.
    func wake(_ ring: LogRing) {
        guard !isBusy, followers.values.contains(where: { $0.cursor < ring.next - 1 }) else { return }
        isBusy = true
        loop.assumeIsolated().scheduleTask(in: Self.interval) { self.deliver(ring) }
    }

    private func deliver(_ ring: LogRing) {
        let (pages, last) = (ring.pages, ring.next - 1)
        var deliveries: [Delivery] = []
        for (id, follower) in followers where follower.cursor < last {
            deliveries.append(
                Delivery(
                    stream: follower.stream,
                    query: LogQuery(
                        after: follower.cursor, through: last, search: follower.search, limit: .max)))
            followers[id]?.cursor = last
        }
        let due = deliveries
        workers.runIfActive(eventLoop: loop) {
            for delivery in due { Self.send(pages, delivery, last) }
        }.assumeIsolated().whenComplete { _ in
            self.isBusy = false
            self.wake(ring)
        }
    }

    private static func send(_ pages: LogPages, _ delivery: Delivery, _ last: Int) {
        let lines = delivery.query.lines(of: pages)
        guard !lines.isEmpty else { return }
        // Of those that are no longer kept nobody knows whether they were looked for.
        let lost = max(0, pages.oldest - 1 - (delivery.query.after ?? 0))
        let skipped = lost + lines.count - min(lines.count, linesAtOnce)
        let event = ServerSentEvent(
            "lines", id: last,
            data: [
                "lines": .array(lines.suffix(linesAtOnce).map(\.json)), "skipped": .number("\(skipped)"),
            ])
        delivery.stream.send(event.bytes)
    }
}
