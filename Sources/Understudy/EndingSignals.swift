import Dispatch
import Glibc

/// SIGINT and SIGTERM, waited for in place of ending the process where it stands.
///
/// A second signal ends the process at once: the functions' processes notice by themselves.
final class EndingSignals {
    private let sources: [any DispatchSourceSignal]
    private let stream: AsyncStream<Void>

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        self.stream = stream
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                signal(number, SIG_DFL)
                continuation.yield()
            }
            source.resume()
            return source
        }
    }

    /// Returns when one of them has come.
    func first() async {
        for await _ in stream { return }
    }
}
