package import NIOCore
import Synchronization

/// The body of an answer that has no end yet: chunks, written from any thread, until one of the two sides has enough.
///
/// What the client has not taken waits here, up to a limit. A client that reads more slowly than that, or not at all for
/// a while, is sent away: nobody who writes ever waits for it.
package final class AnswerStream: Sendable {
    /// Why a stream is over.
    package enum End: Sendable {
        /// ``finish()`` was called, and the client has everything.
        case finished
        case clientLeft
        case clientTooSlow
        /// There were too many streams already; the client got 503.
        case refused
    }

    /// What the door that carries the stream has to do next.
    enum Next: Equatable {
        case write(ByteBuffer)
        case nothing
        /// All is written, and no more will come.
        case finish
        case drop
    }

    /// Bytes that may wait for a client.
    package static let waitingLimitBytes = 1 << 20
    /// How long a client may take nothing while something waits for it.
    package static let patience = TimeAmount.seconds(30)

    private struct State {
        var waiting = ByteBuffer()
        var isFinishing = false
        var isTooSlow = false
        var stalledSince: NIODeadline?
        var end: End?
        var isWakeUpDue = false
        var wakeUp: (@Sendable () -> Void)?
        var onEnd: (@Sendable (End) -> Void)?

        /// The door's wake-up, unless it is under way already.
        mutating func takeWakeUp() -> (@Sendable () -> Void)? {
            guard !isWakeUpDue, let wakeUp else { return nil }
            isWakeUpDue = true
            return wakeUp
        }
    }

    private let state = Mutex(State())

    package init() {}

    /// Adds to the body.
    ///
    /// - Returns: whether the stream goes on; once false, nothing that is sent arrives.
    @discardableResult
    package func send(_ bytes: ByteBuffer) -> Bool {
        let (wakeUp, goesOn) = state.withLock { state -> ((@Sendable () -> Void)?, Bool) in
            guard state.end == nil, !state.isFinishing, !state.isTooSlow else { return (nil, false) }
            let isStalled = state.stalledSince.map { .now() - $0 > Self.patience } ?? false
            if isStalled || state.waiting.readableBytes + bytes.readableBytes > Self.waitingLimitBytes {
                state.isTooSlow = true
            } else {
                state.waiting.writeImmutableBuffer(bytes)
            }
            return (state.takeWakeUp(), !state.isTooSlow)
        }
        wakeUp?()
        return goesOn
    }

    /// Nothing more will come. What waits is still written.
    package func finish() {
        let wakeUp = state.withLock { state in
            state.isFinishing = true
            return state.takeWakeUp()
        }
        wakeUp?()
    }

    /// Whether the client still gets what is sent.
    package var goesOn: Bool {
        state.withLock { $0.end == nil && !$0.isFinishing && !$0.isTooSlow }
    }

    /// Bytes that wait for the client.
    package var waitingBytes: Int { state.withLock { $0.waiting.readableBytes } }

    /// - Parameter body: called once, on the door's event loop; at once when the stream is over already.
    package func whenOver(_ body: @escaping @Sendable (End) -> Void) {
        let end = state.withLock { state in
            if state.end == nil { state.onEnd = body }
            return state.end
        }
        if let end { body(end) }
    }

    // MARK: The door's side

    /// - Parameter wakeUp: called from any thread when ``next(isWritable:)`` should be asked again.
    func carry(_ wakeUp: @escaping @Sendable () -> Void) {
        state.withLock { $0.wakeUp = wakeUp }
    }

    /// - Parameter isWritable: whether the connection takes more.
    func next(isWritable: Bool) -> Next {
        state.withLock { state in
            state.isWakeUpDue = false
            if state.isTooSlow { return .drop }
            guard isWritable else {
                state.stalledSince = state.stalledSince ?? .now()
                return .nothing
            }
            state.stalledSince = nil
            guard state.waiting.readableBytes > 0 else { return state.isFinishing ? .finish : .nothing }
            defer { state.waiting = ByteBuffer() }
            return .write(state.waiting)
        }
    }

    /// Nothing more will be written.
    func end(_ end: End) {
        let onEnd = state.withLock { state -> (@Sendable (End) -> Void)? in
            guard state.end == nil else { return nil }
            state.end = end
            state.waiting = ByteBuffer()
            state.wakeUp = nil
            defer { state.onEnd = nil }
            return state.onEnd
        }
        onEnd?(end)
    }
}
