package import NIOCore
package import NIOHTTP1

/// One complete HTTP request, as a door handed it on: head and body together.
package struct HTTPRequest: Sendable {
    /// The method as sent, upper case in practice: `GET`.
    package var method: HTTPMethod
    /// The request target as sent, still percent-encoded: `/dev/round?number=62.5`.
    package var target: String
    package var headers: HTTPHeaders
    /// The whole body; its size was held against the door's limit.
    package var body: ByteBuffer
    /// The numeric address of the client, without port.
    package var sourceAddress: String

    package init(
        method: HTTPMethod, target: String, headers: HTTPHeaders = [:], body: ByteBuffer = ByteBuffer(),
        sourceAddress: String = "127.0.0.1"
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.sourceAddress = sourceAddress
    }

    /// The target up to the question mark, still percent-encoded.
    package var path: Substring {
        target.prefix { $0 != "?" }
    }

    /// What follows the question mark, still percent-encoded; nil without one.
    package var query: Substring? {
        guard let mark = target.firstIndex(of: "?") else { return nil }
        return target[target.index(after: mark)...]
    }
}

/// One complete answer. The door adds `Content-Length`, and `Date` where the protocol wants it.
package struct HTTPAnswer: Sendable {
    package var status: HTTPResponseStatus
    package var headers: HTTPHeaders
    package var body: ByteBuffer

    package init(status: HTTPResponseStatus, headers: HTTPHeaders = [:], body: ByteBuffer = ByteBuffer()) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
