import JSON

/// A header from a function's output that is safe to put on the wire.
///
/// A name or value that could end its line, and so add headers or a body of its own, makes the output malformed.
struct FunctionHeader {
    let name: String
    let value: String

    /// The name in lower case.
    var key: String { name.lowercased() }

    /// - Parameter value: a string, or a number or truth value, which is written as JSON writes it.
    init(name: String, value: JSON) throws(MalformedOutput) {
        guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenCharacter) else {
            throw MalformedOutput("The header name \(name.debugDescription) has characters that HTTP does not allow")
        }
        let text: String
        switch value {
        case .string(let string): text = string
        case .bool(let flag): text = flag ? "true" : "false"
        case .number(let number): text = number
        case .null, .array, .object:
            throw MalformedOutput("The header '\(name)' must be a string, a number or a boolean")
        }
        guard text.utf8.allSatisfy(Self.isValueCharacter) else {
            throw MalformedOutput("The value of the header '\(name)' has control characters: \(text.debugDescription)")
        }
        self.name = name
        self.value = text
    }

    /// `tchar` of RFC 9110, section 5.6.2.
    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// `field-vchar`, space and tab of RFC 9110, section 5.5: no line ends, no other control characters.
    private static func isValueCharacter(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x7F || byte == UInt8(ascii: "\t")
    }
}
