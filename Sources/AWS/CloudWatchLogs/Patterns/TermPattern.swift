import AWSAPI

/// Words and phrases: all of those without a mark, or any of those with a question mark, and none of those with a minus.
struct TermPattern: Sendable, Equatable {
    private(set) var required: [String] = []
    private(set) var optional: [String] = []
    private(set) var excluded: [String] = []

    init(_ text: some StringProtocol) throws(AWSError) {
        var rest = Substring(text)
        while true {
            rest = rest.drop(while: \.isWhitespace)
            guard let first = rest.first else { break }
            let mark = first == "-" || first == "?" ? first : nil
            if mark != nil { rest = rest.dropFirst() }
            let term = try Self.term(&rest)
            guard !term.isEmpty else { throw .invalid("Invalid filter pattern: \(text)") }
            switch mark {
            case "-": excluded.append(term)
            case "?": optional.append(term)
            default: required.append(term)
            }
        }
    }

    private static func term(_ rest: inout Substring) throws(AWSError) -> String {
        guard rest.first == "\"" else {
            let term = rest.prefix { !$0.isWhitespace }
            guard term.first != "%" || term.last != "%" || term.count < 2 else {
                throw .invalid(
                    "Invalid filter pattern: Understudy reads terms and JSON patterns, not regular expressions: \(term)"
                )
            }
            rest = rest[term.endIndex...]
            return String(term)
        }
        rest = rest.dropFirst()
        var term = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return term
            case "\\":
                if let escaped = rest.popFirst() { term.append(escaped) }
            default: term.append(character)
            }
        }
        throw .invalid("Invalid filter pattern: a quotation mark is not closed")
    }

    func matches(_ message: String) -> Bool {
        let bytes = Array(message.utf8)
        guard !excluded.contains(where: { Self.occurs($0, in: bytes) }) else { return false }
        // Question marks count only where nothing is demanded.
        guard required.isEmpty else { return required.allSatisfy { Self.occurs($0, in: bytes) } }
        return optional.isEmpty || optional.contains { Self.occurs($0, in: bytes) }
    }

    /// A term is a whole word or phrase: `ERR` is not in `ERROR`.
    private static func occurs(_ term: String, in bytes: [UInt8]) -> Bool {
        let term = Array(term.utf8)
        var rest = bytes[...]
        while let found = rest.firstRange(of: term) {
            let startsWord = found.lowerBound == 0 || !(isWord(term[0]) && isWord(bytes[found.lowerBound - 1]))
            let endsWord =
                found.upperBound == bytes.count || !(isWord(term[term.count - 1]) && isWord(bytes[found.upperBound]))
            if startsWord && endsWord { return true }
            rest = rest[(found.lowerBound + 1)...]
        }
        return false
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
            true
        default: false
        }
    }
}
