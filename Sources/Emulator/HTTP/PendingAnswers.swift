import Synchronization

/// Answers that are being made off the event loop, which must not end before they have come back to it.
final class PendingAnswers: Sendable {
    private struct State {
        var count = 0
        var isClosed = false
        var waiting: [CheckedContinuation<Void, Never>] = []

        mutating func takeWaiting() -> [CheckedContinuation<Void, Never>] {
            defer { waiting = [] }
            return waiting
        }
    }

    private let state = Mutex(State())

    /// - Returns: false when no more is to be begun.
    func begin() -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.count += 1
            return true
        }
    }

    func end() {
        resume { state in
            state.count -= 1
            return state.count == 0
        }
    }

    /// Lets no more begin, and returns when all that were under way are given, or ``giveUp()`` was called.
    func close() async {
        await withCheckedContinuation { continuation in
            resume { state in
                state.isClosed = true
                state.waiting.append(continuation)
                return state.count == 0
            }
        }
    }

    /// Whoever waits has waited long enough.
    func giveUp() {
        resume { _ in true }
    }

    private func resume(_ isOver: (inout State) -> Bool) {
        let waiting = state.withLock { state in isOver(&state) ? state.takeWaiting() : [] }
        for continuation in waiting { continuation.resume() }
    }
}
