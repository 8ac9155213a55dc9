package import JSON
package import NIOCore
import NIOHTTP1

/// One message of a `text/event-stream` (WHATWG HTML, section 9.2, "Server-sent events").
package struct ServerSentEvent: Sendable {
    /// What listeners are registered for.
    package var name: String
    /// Sent back by a client that comes again, in `Last-Event-ID`.
    package var id: Int?
    package var data: JSON

    package init(_ name: String, id: Int? = nil, data: JSON) {
        self.name = name
        self.id = id
        self.data = data
    }

    /// JSON on one line, so one `data` line is enough.
    package var bytes: ByteBuffer {
        let id = id.map { "id: \($0)\n" } ?? ""
        return ByteBuffer(string: "event: \(name)\n\(id)data: \(data.text)\n\n")
    }

    /// A comment, which clients skip: it shows both sides that the other is still there.
    package static let heartbeat = ByteBuffer(string: ":\n\n")
    package static let heartbeatInterval = Duration.seconds(15)

    /// Tells clients to come back two seconds after they have lost the connection.
    package static let retry = ByteBuffer(string: "retry: 2000\n\n")
}

extension HTTPAnswer {
    /// An answer of server-sent events; what `stream` is sent must be made of such.
    package static func events(_ stream: AnswerStream) -> HTTPAnswer {
        var answer = HTTPAnswer(
            status: .ok, headers: ["Content-Type": "text/event-stream", "Cache-Control": "no-store"])
        answer.stream = stream
        stream.send(ServerSentEvent.retry)
        return answer
    }
}
