import JSON

extension TemplateParser {
    /// `$name`, `${name}`, `$!name`, with members, methods and indices; nil where a dollar sign is only text.
    mutating func reference() throws(TemplateError) -> MappingTemplate.Reference? {
        let start = position
        guard take("$") else { return nil }
        let isQuiet = take("!")
        let isBraced = take("{")
        guard let name = identifier() else {
            position = start
            return nil
        }
        let steps = try steps()
        if isBraced, !take("}") { throw error("'}' is missing") }
        return MappingTemplate.Reference(
            name: name, steps: steps, source: String(decoding: bytes[start..<position], as: UTF8.self), isQuiet: isQuiet
        )
    }

    private mutating func steps() throws(TemplateError) -> [MappingTemplate.Reference.Step] {
        var steps: [MappingTemplate.Reference.Step] = []
        while true {
            if peek == UInt8(ascii: "."), let next = peek(1), Self.begins(next) {
                position += 1
                // Just looked at.
                let name = identifier() ?? ""
                steps.append(peek == UInt8(ascii: "(") ? .method(name, try arguments()) : .member(name))
            } else if peek == UInt8(ascii: "[") {
                position += 1
                steps.append(.index(try expression()))
                try expect("]")
            } else {
                return steps
            }
        }
    }

    private mutating func arguments() throws(TemplateError) -> [MappingTemplate.Expression] {
        position += 1
        skipSpace()
        if take(")") { return [] }
        var arguments: [MappingTemplate.Expression] = []
        repeat { arguments.append(try expression()) } while take(",")
        try expect(")")
        return arguments
    }

    /// Names may have hyphens, as those of headers have.
    private mutating func identifier() -> String? {
        guard let first = peek, Self.begins(first) else { return nil }
        let start = position
        while let byte = peek, Self.begins(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") {
            position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private static func begins(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
    }
}

// MARK: Expressions

extension TemplateParser {
    /// From what binds least to what binds most.
    private static let precedence: [[MappingTemplate.Operator]] = [
        [.or], [.and], [.equal, .unequal], [.lessOrEqual, .greaterOrEqual, .less, .greater], [.plus],
    ]

    mutating func expression() throws(TemplateError) -> MappingTemplate.Expression {
        try descend()
        defer { depth -= 1 }
        return try operation(0)
    }

    private mutating func operation(_ level: Int) throws(TemplateError) -> MappingTemplate.Expression {
        guard level < Self.precedence.count else { return try operand() }
        var left = try operation(level + 1)
        skipSpace()
        while let found = Self.precedence[level].first(where: { isAt($0.rawValue) }) {
            position += found.rawValue.utf8.count
            left = .operation(found, left, try operation(level + 1))
            skipSpace()
        }
        return left
    }

    private mutating func operand() throws(TemplateError) -> MappingTemplate.Expression {
        skipSpace()
        switch peek {
        case UInt8(ascii: "!"):
            position += 1
            try descend()
            defer { depth -= 1 }
            return .not(try operand())
        case UInt8(ascii: "("):
            position += 1
            let inner = try expression()
            try expect(")")
            return inner
        case UInt8(ascii: "'"): return .literal(.string(try quoted("'")))
        case UInt8(ascii: "\""): return try interpolated()
        case UInt8(ascii: "$"):
            guard let reference = try reference() else { throw error("a reference has no name") }
            return .reference(reference)
        default: return .literal(try plain())
        }
    }

    private mutating func interpolated() throws(TemplateError) -> MappingTemplate.Expression {
        let text = try quoted("\"")
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "#") }) else {
            return .literal(.string(text))
        }
        var inner = TemplateParser(text)
        inner.depth = depth
        try inner.descend()
        return .interpolated(try inner.document())
    }

    /// Quotes within are written twice.
    private mutating func quoted(_ quote: String) throws(TemplateError) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = peek {
            if take(quote + quote) {
                text.append(contentsOf: quote.utf8)
            } else if take(quote) {
                return String(decoding: text, as: UTF8.self)
            } else {
                text.append(byte)
                position += 1
            }
        }
        throw error("a text in \(quote) does not end")
    }

    private mutating func plain() throws(TemplateError) -> JSON {
        let start = position
        while let byte = peek, Self.begins(byte) || (0x30...0x39).contains(byte) || [0x2D, 0x2E].contains(byte) {
            position += 1
        }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        switch word {
        case "true": return true
        case "false": return false
        case "null": return nil
        default:
            guard let number = Double(word), number.isFinite else { throw error("'\(word)' is no value") }
            return .number(word)
        }
    }
}
