/// Text of others, made fit for one line of a terminal.
enum OneLine {
    /// Blanks and line ends become single blanks, control characters (with which a function could steer the terminal) a
    /// replacement character, and what is longer than the limit ends in an ellipsis.
    static func text(_ text: String, limit: Int) -> String {
        let words = text.split(whereSeparator: \.isWhitespace)
        let line = String(
            words.joined(separator: " ").unicodeScalars.lazy.map(shown).reduce(into: "") { $0.append($1) })
        return line.count <= limit ? line : line.prefix(limit - 1) + "…"
    }

    static func text(_ bytes: some Sequence<UInt8>, limit: Int) -> String {
        text(String(decoding: Array(bytes), as: UTF8.self), limit: limit)
    }

    private static func shown(_ scalar: Unicode.Scalar) -> Character {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: "\u{FFFD}"
        default: Character(scalar)
        }
    }
}
