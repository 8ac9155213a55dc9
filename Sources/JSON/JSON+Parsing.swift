extension JSON {
    /// Why a text is not JSON.
    public struct ParseError: Error, Equatable, Sendable {
        /// The byte at which it stops being JSON.
        public let offset: Int
        /// One sentence.
        public let message: String
    }

    /// How deep arrays and objects may nest; deeper texts are refused, so that no input can exhaust the stack.
    public static let maximumDepth = 512

    /// Reads one JSON value (RFC 8259) in UTF-8; nothing but white space may stand around it.
    public init(parsing bytes: UnsafeRawBufferPointer) throws(ParseError) {
        var parser = Parser(bytes: bytes)
        self = try parser.document()
    }

    /// Checks that bytes are one JSON value, without making anything of them: the memory it needs does not grow with the
    /// text.
    public static func check(_ bytes: UnsafeRawBufferPointer) throws(ParseError) {
        var parser = Parser(bytes: bytes, keepsValues: false)
        _ = try parser.document()
    }

    public init(parsing bytes: [UInt8]) throws(ParseError) {
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(ParseError) in try JSON(parsing: bytes) }
        }
        self = try result.get()
    }

    public init(parsing text: String) throws(ParseError) {
        try self.init(parsing: Array(text.utf8))
    }
}
