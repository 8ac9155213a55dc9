/// One alternative of a variable: `self:provider.stage`, `file(./x.yml):a.b`, `'dev'`.
enum VariableSource: Equatable {
    /// A text in quotes, or a number, `true`, `false` or `null`.
    case literal(String?)
    /// A variable in the place of an alternative: `${...}`.
    case variable(String)
    /// `type(parameter):address`
    case lookUp(type: String, parameter: String?, address: String?)

    /// - Returns: nil if the text is none of these.
    init?(_ text: String) {
        if let literal = VariableSource(literal: text) {
            self = literal
        } else if text.hasPrefix("${"), text.hasSuffix("}") {
            self = .variable(text)
        } else if let lookUp = VariableSource(lookUp: text) {
            self = lookUp
        } else {
            return nil
        }
    }

    private init?(literal text: String) {
        if text.count >= 2, let quote = text.first, quote == "'" || quote == "\"", text.last == quote {
            self = .literal(String(text.dropFirst().dropLast()))
        } else if text == "null" {
            self = .literal(nil)
        } else if text == "true" || text == "false" || Double(text) != nil {
            self = .literal(text)
        } else {
            return nil
        }
    }

    private init?(lookUp text: String) {
        let type = text.prefix { $0.isLetter || $0.isNumber }
        var rest = text[type.endIndex...]
        var parameter: String?
        if rest.hasPrefix("(") {
            guard let end = rest.lastIndex(of: ")") else { return nil }
            parameter = rest[..<end].dropFirst().trimmed
            rest = rest[rest.index(after: end)...]
        }
        guard !type.isEmpty, rest.hasPrefix(":") || (rest.isEmpty && parameter != nil) else { return nil }
        self = .lookUp(type: String(type), parameter: parameter, address: rest.isEmpty ? nil : String(rest.dropFirst()))
    }
}
