import Foundation
import FoundationNetworking

extension EndpointClient {
    /// The body of an answer that goes on, piece by piece; ends when the emulator ends it.
    ///
    /// - Parameter path: percent-encoded, with its query.
    func follow(_ path: String) throws -> AsyncThrowingStream<Data, any Error> {
        let text = base.absoluteString.hasSuffix("/") ? String(base.absoluteString.dropLast()) : base.absoluteString
        guard let url = URL(string: text + path) else { throw CommandFailure("'\(text + path)' is not a URL.") }
        // Heartbeats come every 15 seconds; a connection without them is lost.
        let request = URLRequest(url: url, timeoutInterval: 60)
        return AsyncThrowingStream { continuation in
            let session = URLSession(
                configuration: .default, delegate: PieceReceiver(continuation), delegateQueue: nil)
            let task = session.dataTask(with: request)
            continuation.onTermination = { _ in
                task.cancel()
                session.finishTasksAndInvalidate()
            }
            task.resume()
        }
    }
}

/// Hands on what a session receives.
private final class PieceReceiver: NSObject, URLSessionDataDelegate, Sendable {
    private let continuation: AsyncThrowingStream<Data, any Error>.Continuation

    init(_ continuation: AsyncThrowingStream<Data, any Error>.Continuation) {
        self.continuation = continuation
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        guard let status = (response as? HTTPURLResponse)?.statusCode, status != 200 else {
            return completionHandler(.allow)
        }
        continuation.finish(throwing: CommandFailure("The emulator refuses to be followed: status \(status)."))
        completionHandler(.cancel)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        continuation.yield(data)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        continuation.finish(throwing: error)
    }
}
