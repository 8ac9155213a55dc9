/// The format of `.env` files: `NAME=value` lines, `#` comments, values plain or in quotes.
enum DotEnvironment {
    static func variables(in text: String) -> [String: String] {
        var variables: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmed
            guard !line.hasPrefix("#"), let equals = line.firstIndex(of: "=") else { continue }
            var name = line[..<equals].trimmed
            if name.hasPrefix("export ") { name = name.dropFirst(7).trimmed }
            variables[name] = value(line[line.index(after: equals)...].trimmed)
        }
        return variables
    }

    private static func value(_ text: String) -> String {
        guard let quote = text.first, "'\"`".contains(quote) else {
            return text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0].trimmed
        }
        let inner = text.dropFirst().prefix { $0 != quote }
        return quote == "\""
            ? inner.split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n") : String(inner)
    }
}
