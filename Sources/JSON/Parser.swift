/// Reads JSON by recursive descent, byte for byte, strictly as RFC 8259 has it.
struct Parser {
    private let bytes: UnsafeRawBufferPointer
    /// Whether values are made of what is read; otherwise it is only checked.
    private let keepsValues: Bool
    private var position = 0
    private var depth = 0

    init(bytes: UnsafeRawBufferPointer, keepsValues: Bool = true) {
        self.bytes = bytes
        self.keepsValues = keepsValues
    }

    mutating func document() throws(JSON.ParseError) -> JSON {
        let value = try value()
        skipWhiteSpace()
        guard position == bytes.count else { throw problem("Unexpected character \(here) after the end of the value") }
        return value
    }

    private mutating func value() throws(JSON.ParseError) -> JSON {
        skipWhiteSpace()
        switch peek {
        case 0x7B: return try nested { (parser) throws(JSON.ParseError) in try parser.object() }
        case 0x5B: return try nested { (parser) throws(JSON.ParseError) in try parser.array() }
        case 0x22: return .string(try string())
        case 0x74: return try literal("true", .bool(true))
        case 0x66: return try literal("false", .bool(false))
        case 0x6E: return try literal("null", .null)
        case let byte? where byte == 0x2D || isDigit(byte): return .number(try number())
        case nil: throw problem("Unexpected end of the text where a value should stand")
        default: throw problem("Unexpected character \(here) where a value should stand")
        }
    }

    private mutating func nested(
        _ body: (inout Parser) throws(JSON.ParseError) -> JSON
    ) throws(JSON.ParseError) -> JSON {
        guard depth < JSON.maximumDepth else {
            throw problem("Arrays and objects nest deeper than \(JSON.maximumDepth) levels")
        }
        depth += 1
        position += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func array() throws(JSON.ParseError) -> JSON {
        var elements: [JSON] = []
        skipWhiteSpace()
        if take(0x5D) { return .array(elements) }
        while true {
            let element = try value()
            if keepsValues { elements.append(element) }
            skipWhiteSpace()
            if take(0x5D) { return .array(elements) }
            try expect(0x2C, "a comma or the end of the array")
        }
    }

    private mutating func object() throws(JSON.ParseError) -> JSON {
        var members: [JSON.Member] = []
        skipWhiteSpace()
        if take(0x7D) { return .object(members) }
        while true {
            skipWhiteSpace()
            guard peek == 0x22 else { throw problem("Expected a key in double quotes, found \(here)") }
            let key = try string()
            skipWhiteSpace()
            try expect(0x3A, "a colon after the key")
            let value = try value()
            if keepsValues { members.append(JSON.Member(key, value)) }
            skipWhiteSpace()
            if take(0x7D) { return .object(members) }
            try expect(0x2C, "a comma or the end of the object")
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSON) throws(JSON.ParseError) -> JSON {
        let count = word.utf8CodeUnitCount
        for index in 0..<count {
            guard position + index < bytes.count, bytes[position + index] == word.utf8Start[index] else {
                throw problem("Unrecognized word; expected a value such as true, false or null")
            }
        }
        position += count
        return value
    }

    // MARK: Numbers

    /// `-`? int frac? exp?; the text is kept as it stands.
    private mutating func number() throws(JSON.ParseError) -> String {
        let start = position
        _ = take(0x2D)
        if take(0x30) {
            if isDigit(peek) { throw problem("A number must not begin with a zero before other digits") }
        } else {
            try digits()
        }
        if take(0x2E) { try digits() }
        if take(0x65) || take(0x45) {
            if !take(0x2B) { _ = take(0x2D) }
            try digits()
        }
        return keepsValues ? String(decoding: bytes[start..<position], as: UTF8.self) : ""
    }

    private mutating func digits() throws(JSON.ParseError) {
        guard isDigit(peek) else { throw problem("Expected a digit, found \(here)") }
        while isDigit(peek) { position += 1 }
    }

    private func isDigit(_ byte: UInt8?) -> Bool {
        if let byte, byte >= 0x30, byte <= 0x39 { true } else { false }
    }

    // MARK: Strings

    private mutating func string() throws(JSON.ParseError) -> String {
        position += 1
        let start = position
        // Most strings have no escapes: they are taken as one slice.
        skipPlainText()
        if peek == 0x22 {
            let text = try text(bytes[start..<position], at: start)
            position += 1
            return text
        }
        return try stringWithEscapes(from: start)
    }

    private mutating func stringWithEscapes(from start: Int) throws(JSON.ParseError) -> String {
        var unescaped = Array(bytes[start..<position])
        while let byte = peek {
            switch byte {
            case 0x22:
                position += 1
                return try unescaped.withUnsafeBytes { bytes in
                    Result { [self] () throws(JSON.ParseError) in try text(bytes[...], at: start) }
                }.get()
            case 0x5C: try escape(into: &unescaped)
            case ..<0x20: throw problem("Control character \(here) must be escaped in a string")
            default:
                let plain = position
                skipPlainText()
                unescaped.append(contentsOf: bytes[plain..<position])
            }
        }
        throw problem("Unexpected end of the text within a string")
    }

    /// Goes on to the next quote, backslash or control character: eight bytes at a time, since large texts are mostly
    /// strings.
    private mutating func skipPlainText() {
        while position + 8 <= bytes.count,
            !Self.endsPlainText(bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        {
            position += 8
        }
        while let byte = peek, byte != 0x22, byte != 0x5C, byte >= 0x20 { position += 1 }
    }

    /// Whether one of eight bytes is a quote, a backslash or a control character.
    ///
    /// Source: S. E. Anderson, "Bit Twiddling Hacks": whether a word has a zero byte, or one less than n.
    private static func endsPlainText(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let (quotes, backslashes) = (word ^ ones &* 0x22, word ^ ones &* 0x5C)
        let found =
            (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | (word &- ones &* 0x20) & ~word
        return found & ones << 7 != 0
    }

    private func text(_ slice: Slice<UnsafeRawBufferPointer>, at offset: Int) throws(JSON.ParseError) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw JSON.ParseError(offset: offset, message: "The string is not valid UTF-8")
        }
        return text
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSON.ParseError) {
        position += 1
        guard let letter = peek else { throw problem("Unexpected end of the text within an escape") }
        position += 1
        switch letter {
        case 0x22, 0x5C, 0x2F: text.append(letter)
        case 0x62: text.append(0x08)
        case 0x66: text.append(0x0C)
        case 0x6E: text.append(0x0A)
        case 0x72: text.append(0x0D)
        case 0x74: text.append(0x09)
        case 0x75: text.append(contentsOf: String(Character(try unicodeEscape())).utf8)
        default:
            position -= 1
            throw problem("Unknown escape \(here)")
        }
    }

    /// Four hexadecimal digits, or two groups of them for a character beyond the basic plane. Half a pair has no
    /// character of its own and becomes U+FFFD.
    private mutating func unicodeEscape() throws(JSON.ParseError) -> Unicode.Scalar {
        let first = try hexQuad()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, peek == 0x5C, position + 1 < bytes.count, bytes[position + 1] == 0x75 else {
            return "\u{FFFD}"
        }
        let back = position
        position += 2
        let second = try hexQuad()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else {
            position = back
            return "\u{FFFD}"
        }
        return scalar
    }

    private mutating func hexQuad() throws(JSON.ParseError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            switch peek {
            case let digit? where digit >= 0x30 && digit <= 0x39: value = value << 4 | UInt32(digit - 0x30)
            case let digit? where digit >= 0x41 && digit <= 0x46: value = value << 4 | UInt32(digit - 0x37)
            case let digit? where digit >= 0x61 && digit <= 0x66: value = value << 4 | UInt32(digit - 0x57)
            default: throw problem("Expected a hexadecimal digit, found \(here)")
            }
            position += 1
        }
        return value
    }

    // MARK: Bytes

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8, _ what: String) throws(JSON.ParseError) {
        guard take(byte) else { throw problem("Expected \(what), found \(here)") }
    }

    private mutating func skipWhiteSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    /// The present byte in words, for messages.
    private var here: String {
        guard let byte = peek else { return "the end of the text" }
        return byte > 0x20 && byte < 0x7F
            ? "'\(Character(Unicode.Scalar(byte)))' (code \(byte))" : "(code \(byte))"
    }

    private func problem(_ message: String) -> JSON.ParseError {
        JSON.ParseError(offset: position, message: message)
    }
}
