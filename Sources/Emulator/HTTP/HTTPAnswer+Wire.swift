import NIOCore
import NIOHTTP1

extension HTTPAnswer {
    /// Writes the answer as HTTP/1.1 into one buffer: status line, headers, and the body unless it was asked with HEAD.
    ///
    /// A whole answer always carries its `Content-Length`. The headers' names and values must not contain line breaks:
    /// whoever takes them from a function checks them.
    func write(into buffer: inout ByteBuffer, keepAlive: Bool, isHead: Bool) {
        writeStart(into: &buffer)
        if status.mayHaveResponseBody {
            let length = isHead ? lengthOfHead ?? body.readableBytes : body.readableBytes
            Self.write("Content-Length", String(length), into: &buffer)
        }
        if !keepAlive { Self.write("Connection", "close", into: &buffer) }
        buffer.writeStaticString("\r\n\r\n")
        if !isHead && status.mayHaveResponseBody { buffer.writeImmutableBuffer(body) }
    }

    /// What stands before the chunks of a stream.
    ///
    /// - Parameter isChunked: HTTP/1.0 knows no chunks; there the body ends with the connection.
    func writeHead(into buffer: inout ByteBuffer, isChunked: Bool, keepAlive: Bool) {
        writeStart(into: &buffer)
        if isChunked { Self.write("Transfer-Encoding", "chunked", into: &buffer) }
        if !keepAlive { Self.write("Connection", "close", into: &buffer) }
        buffer.writeStaticString("\r\n\r\n")
    }

    private func writeStart(into buffer: inout ByteBuffer) {
        buffer.writeStaticString("HTTP/1.1 ")
        buffer.writeString(String(status.code))
        buffer.writeStaticString(" ")
        buffer.writeString(status.reasonPhrase)
        for (name, value) in headers { Self.write(name, value, into: &buffer) }
        Self.write("Date", HTTPDate.now(), into: &buffer)
    }

    private static func write(_ name: String, _ value: String, into buffer: inout ByteBuffer) {
        buffer.writeStaticString("\r\n")
        buffer.writeString(name)
        buffer.writeStaticString(": ")
        buffer.writeString(value)
    }
}
