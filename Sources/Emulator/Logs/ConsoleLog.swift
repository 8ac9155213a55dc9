import Glibc
package import NIOPosix
import Synchronization

/// Writes log lines to a file descriptor without ever holding up the event loop.
///
/// Lines are gathered and written by a worker thread. When the reader is slower than the functions talk, lines are
/// dropped, and their number is told in their place.
package final class ConsoleLog: Sendable {
    private static let limitBytes = 1 << 20

    private struct State {
        var pending: [UInt8] = []
        var dropped = 0
        var isWriting = false
    }

    private let state = Mutex(State())
    private let descriptor: CInt
    private let workers: NIOThreadPool

    package init(descriptor: CInt, workers: NIOThreadPool) {
        self.descriptor = descriptor
        self.workers = workers
    }

    /// Takes one or more whole lines.
    package func write(_ lines: some Collection<UInt8>) {
        let mustStart = state.withLock { state in
            if state.pending.count + lines.count > Self.limitBytes {
                state.dropped += 1
            } else {
                state.pending.append(contentsOf: lines)
            }
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if mustStart { workers.submit { _ in self.drain() } }
    }

    private func drain() {
        while let chunk = takePending() {
            var written = 0
            while written < chunk.count {
                let count = chunk.withUnsafeBytes {
                    Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, chunk.count - written)
                }
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { break }  // nobody reads any more: the lines have nowhere to go
                written += count
            }
        }
    }

    private func takePending() -> [UInt8]? {
        state.withLock { state in
            if state.dropped > 0 {
                state.pending += "... \(state.dropped) log writes dropped: the reader is too slow\n".utf8
                state.dropped = 0
            }
            guard !state.pending.isEmpty else {
                state.isWriting = false
                return nil
            }
            let chunk = state.pending
            state.pending = []
            return chunk
        }
    }
}
