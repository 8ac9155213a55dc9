/// A text with Serverless variables in it, taken apart: `api-${opt:stage, 'dev'}`.
enum VariableText {
    enum Piece: Equatable {
        case text(String)
        /// What stands between `${` and its `}`, variables within it included.
        case variable(String)
    }

    /// CloudFormation's own `${AWS::Region}` and `${Name}` are no variables of Serverless, and stay text; so does
    /// what a backslash precedes.
    ///
    /// - Returns: nil if a brace is not closed.
    static func pieces(of text: String) -> [Piece]? {
        var pieces: [Piece] = []
        var plain = ""
        var rest = text[...]
        while let first = rest.first {
            if rest.hasPrefix("\\${") {
                plain += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${"), isVariable(rest.dropFirst(2)) {
                guard let end = closingBrace(of: rest.dropFirst(2)) else { return nil }
                if !plain.isEmpty { pieces.append(.text(plain)) }
                plain = ""
                pieces.append(.variable(String(rest[..<end].dropFirst(2))))
                rest = rest[end...].dropFirst()
            } else {
                plain.append(first)
                rest = rest.dropFirst()
            }
        }
        if !plain.isEmpty || pieces.isEmpty { pieces.append(.text(plain)) }
        return pieces
    }

    /// The alternatives of a variable: parts between commas outside of quotes, parentheses and inner variables.
    static func alternatives(of variable: String) -> [String] {
        var parts: [String] = [""]
        var depth = 0
        var quote: Character?
        for character in variable {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if "{(".contains(character) {
                depth += 1
            } else if "})".contains(character) {
                depth -= 1
            } else if character == ",", depth == 0 {
                parts.append("")
                continue
            }
            parts[parts.count - 1].append(character)
        }
        return parts.map(\.trimmed)
    }

    /// A name followed by one colon or by a parenthesis.
    private static func isVariable(_ text: Substring) -> Bool {
        let afterName = text.drop { $0.isLetter || $0.isNumber }
        guard afterName.startIndex > text.startIndex else { return false }
        return afterName.hasPrefix("(") || (afterName.hasPrefix(":") && !afterName.hasPrefix("::"))
    }

    private static func closingBrace(of text: Substring) -> Substring.Index? {
        var depth = 0
        for index in text.indices {
            if text[index] == "{" { depth += 1 }
            guard text[index] == "}" else { continue }
            if depth == 0 { return index }
            depth -= 1
        }
        return nil
    }
}

extension StringProtocol {
    /// Without spaces, tabs and line ends around it.
    var trimmed: String {
        let start = drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
