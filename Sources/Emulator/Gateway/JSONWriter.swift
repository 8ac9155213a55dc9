import NIOCore

/// Writes a JSON object straight into a buffer, member by member, without building a tree first.
///
/// The caller keeps to the order: members belong to the object that was opened last. Text is escaped as RFC 8259
/// demands: quotes, backslashes and control characters; everything else goes out as UTF-8.
struct JSONWriter {
    private(set) var buffer: ByteBuffer
    private var needsComma = false

    init(capacity: Int) {
        buffer = ByteBufferAllocator().buffer(capacity: capacity)
    }

    /// The whole text of one object.
    static func object(capacity: Int, _ members: (inout JSONWriter) -> Void) -> ByteBuffer {
        var writer = JSONWriter(capacity: capacity)
        writer.brackets("{", "}") { members(&$0) }
        return writer.buffer
    }

    // MARK: Members

    /// nil is written as `null`.
    mutating func member(_ key: String, _ value: String?) {
        writeKey(key)
        if let value { writeString(value) } else { buffer.writeStaticString("null") }
    }

    mutating func member(_ key: String, _ value: Substring) {
        writeKey(key)
        writeString(String(value))
    }

    mutating func member(_ key: String, _ value: Int) {
        writeKey(key)
        buffer.writeString(String(value))
    }

    mutating func member(_ key: String, _ value: Bool) {
        writeKey(key)
        buffer.writeStaticString(value ? "true" : "false")
    }

    mutating func member(_ key: String, _ values: [String]) {
        writeKey(key)
        brackets("[", "]") { writer in
            for value in values {
                writer.writeComma()
                writer.writeString(value)
                writer.needsComma = true
            }
        }
    }

    /// - Parameter json: the text of one JSON value, which is not looked into.
    mutating func json(_ key: String, _ json: ByteBuffer) {
        writeKey(key)
        buffer.writeImmutableBuffer(json)
    }

    mutating func null(_ key: String) {
        member(key, nil as String?)
    }

    mutating func object(_ key: String, _ members: (inout JSONWriter) -> Void) {
        writeKey(key)
        brackets("{", "}", members)
    }

    // MARK: Pieces

    private mutating func brackets(_ open: StaticString, _ close: StaticString, _ content: (inout JSONWriter) -> Void) {
        buffer.writeStaticString(open)
        needsComma = false
        content(&self)
        buffer.writeStaticString(close)
        needsComma = true
    }

    private mutating func writeKey(_ key: String) {
        writeComma()
        writeString(key)
        buffer.writeInteger(UInt8(ascii: ":"))
        needsComma = true
    }

    private mutating func writeComma() {
        if needsComma { buffer.writeInteger(UInt8(ascii: ",")) }
    }

    private mutating func writeString(_ text: String) {
        var text = text
        buffer.writeInteger(quote)
        text.withUTF8 { writeEscaped($0) }
        buffer.writeInteger(quote)
    }

    /// Copies runs of harmless bytes whole.
    private mutating func writeEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for index in bytes.indices where bytes[index] < 0x20 || bytes[index] == quote || bytes[index] == backslash {
            buffer.writeBytes(UnsafeBufferPointer(rebasing: bytes[start..<index]))
            writeEscape(bytes[index])
            start = index + 1
        }
        buffer.writeBytes(UnsafeBufferPointer(rebasing: bytes[start...]))
    }

    private mutating func writeEscape(_ byte: UInt8) {
        switch byte {
        case quote: buffer.writeStaticString("\\\"")
        case backslash: buffer.writeStaticString("\\\\")
        case UInt8(ascii: "\n"): buffer.writeStaticString("\\n")
        case UInt8(ascii: "\r"): buffer.writeStaticString("\\r")
        case UInt8(ascii: "\t"): buffer.writeStaticString("\\t")
        default: buffer.writeString("\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))")
        }
    }

    private var quote: UInt8 { UInt8(ascii: "\"") }
    private var backslash: UInt8 { UInt8(ascii: "\\") }
}
