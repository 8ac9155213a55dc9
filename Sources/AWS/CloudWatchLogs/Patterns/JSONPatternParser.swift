import AWSAPI

/// Reads a JSON pattern. A pattern has at most 1,024 characters, so that nesting has an end.
struct JSONPatternParser {
    private var rest: Substring
    private let text: String

    init(_ text: some StringProtocol) {
        self.text = String(text)
        rest = Substring(text)
    }

    mutating func pattern() throws(AWSError) -> JSONPattern.Condition {
        try expect("{")
        let condition = try alternatives()
        try expect("}")
        skipSpace()
        guard rest.isEmpty else { throw malformed }
        return condition
    }

    private mutating func alternatives() throws(AWSError) -> JSONPattern.Condition {
        var condition = try conjunction()
        while take("||") { condition = .or(condition, try conjunction()) }
        return condition
    }

    private mutating func conjunction() throws(AWSError) -> JSONPattern.Condition {
        var condition = try term()
        while take("&&") { condition = .and(condition, try term()) }
        return condition
    }

    private mutating func term() throws(AWSError) -> JSONPattern.Condition {
        if take("(") {
            let condition = try alternatives()
            try expect(")")
            return condition
        }
        let selector = try selector()
        if takeWord("IS") {
            if takeWord("NULL") { return .isNull(selector) }
            if takeWord("TRUE") { return .isTrue(selector) }
            if takeWord("FALSE") { return .isFalse(selector) }
            throw malformed
        }
        if takeWord("NOT") {
            guard takeWord("EXISTS") else { throw malformed }
            return .notExists(selector)
        }
        for text in ["!=", "<=", ">=", "=", "<", ">"] where take(text) {
            guard let comparison = JSONPattern.Comparison(rawValue: text) else { continue }
            return .compare(selector, comparison, try operand())
        }
        throw malformed
    }

    private mutating func selector() throws(AWSError) -> JSONPattern.Selector {
        try expect("$")
        var steps: [JSONPattern.Selector.Step] = []
        while let next = rest.first {
            if next == "." {
                rest = rest.dropFirst()
                let name = rest.prefix { $0.isLetter || $0.isNumber || "_-@".contains($0) }
                guard !name.isEmpty else { throw malformed }
                rest = rest[name.endIndex...]
                steps.append(.member(String(name)))
            } else if next == "[" {
                rest = rest.dropFirst()
                steps.append(try bracket())
            } else {
                break
            }
        }
        return JSONPattern.Selector(steps: steps)
    }

    private mutating func bracket() throws(AWSError) -> JSONPattern.Selector.Step {
        let step: JSONPattern.Selector.Step
        if take("*") {
            step = .everyElement
        } else if let quote = rest.first, quote == "'" || quote == "\"" {
            rest = rest.dropFirst()
            let name = rest.prefix { $0 != quote }
            rest = rest[name.endIndex...].dropFirst()
            step = .member(String(name))
        } else {
            let digits = rest.prefix { $0.isNumber }
            guard let index = Int(digits) else { throw malformed }
            rest = rest[digits.endIndex...]
            step = .element(index)
        }
        try expect("]")
        return step
    }

    private mutating func operand() throws(AWSError) -> JSONPattern.Operand {
        skipSpace()
        guard rest.first == "\"" else {
            let word = rest.prefix { !$0.isWhitespace && !"&|(){}=<>\"".contains($0) }
            guard !word.isEmpty else { throw malformed }
            rest = rest[word.endIndex...]
            return JSONPattern.Operand(text: String(word), number: Double(word))
        }
        rest = rest.dropFirst()
        var value = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return JSONPattern.Operand(text: value, number: nil)
            case "\\":
                if let escaped = rest.popFirst() { value.append(escaped) }
            default: value.append(character)
            }
        }
        throw malformed
    }

    private mutating func skipSpace() { rest = rest.drop(while: \.isWhitespace) }

    private mutating func take(_ symbol: String) -> Bool {
        skipSpace()
        guard rest.hasPrefix(symbol) else { return false }
        rest = rest.dropFirst(symbol.count)
        return true
    }

    private mutating func takeWord(_ word: String) -> Bool {
        skipSpace()
        let next = rest.prefix { $0.isLetter }
        guard next.uppercased() == word else { return false }
        rest = rest[next.endIndex...]
        return true
    }

    private mutating func expect(_ symbol: String) throws(AWSError) {
        guard take(symbol) else { throw malformed }
    }

    private var malformed: AWSError {
        .invalid("Invalid filter pattern: it cannot be read from '\(rest.prefix(40))' on: \(text)")
    }
}
