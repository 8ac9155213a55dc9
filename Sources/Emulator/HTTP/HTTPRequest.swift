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
        target[..<(questionMark ?? target.endIndex)]
    }

    /// What follows the question mark, still percent-encoded; nil without one.
    package var query: Substring? {
        questionMark.map { target[target.utf8.index(after: $0)...] }
    }

    /// Found byte for byte: looking at whole characters would cost more than the rest of routing.
    private var questionMark: String.Index? {
        target.utf8.firstIndex(of: 0x3F)
    }
}

extension Substring {
    /// What follows a prefix, compared byte for byte; nil where the text does not begin with it.
    func after(_ prefix: String) -> Substring? {
        guard utf8.starts(with: prefix.utf8) else { return nil }
        return self[utf8.index(startIndex, offsetBy: prefix.utf8.count)...]
    }
}

/// One answer. The door adds `Content-Length`, and `Date` where the protocol wants it.
package struct HTTPAnswer: Sendable {
    package var status: HTTPResponseStatus
    package var headers: HTTPHeaders
    package var body: ByteBuffer
    /// What `Content-Length` says to a HEAD in place of the length of ``body``: that of a body nobody made.
    package var lengthOfHead: Int?
    /// What follows in chunks, in place of ``body``; nil for an answer that is complete.
    package var stream: AnswerStream?

    package init(status: HTTPResponseStatus, headers: HTTPHeaders = [:], body: ByteBuffer = ByteBuffer()) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
