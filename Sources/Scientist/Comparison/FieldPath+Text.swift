extension FieldPath: CustomStringConvertible {
    /// A text that is no path, and why.
    public struct Mistake: Error, Hashable, CustomStringConvertible {
        public let description: String
    }

    /// Reads `$.items[*].price`, `$['odd key']`, `$..id`, `headers.content-type`, `query.page`, `status`, `body`,
    /// `error.type`.
    public init(parsing text: String) throws(Mistake) {
        if text.hasPrefix("$") {
            var reader = StepReader(text)
            self.init(.body, try reader.steps())
            return
        }
        let (head, tail) = Self.split(text)
        switch (head, tail) {
        case ("status", nil), ("statuscode", nil): self.init(.status)
        case ("body", nil): self.init(.body)
        case ("headers", let name?): self.init(.header(name.lowercased()))
        case ("query", let name?): self.init(.query(name))
        case ("error", "type"), ("error", "message"): self.init(.error(tail ?? ""))
        default:
            throw Mistake(
                description:
                    "'\(text)' is no path: it must be such as $.items[*].price, headers.content-type, query.page, "
                    + "status, body or error.type")
        }
    }

    public var description: String {
        switch root {
        case .status: "status"
        case .header(let name): "headers.\(name)"
        case .query(let name): "query.\(name)"
        case .error(let part): "error.\(part)"
        case .body: "$" + Self.text(of: steps)
        }
    }

    private static func split(_ text: String) -> (String, String?) {
        guard let dot = text.firstIndex(of: ".") else { return (text, nil) }
        let tail = String(text[text.index(after: dot)...])
        return (String(text[..<dot]), tail.isEmpty ? nil : tail)
    }

    private static func text(of steps: [Step]) -> String {
        var text = ""
        var isAfterDescent = false
        for step in steps {
            switch step {
            case .key(let key) where StepReader.isPlain(key): text += (isAfterDescent ? "" : ".") + key
            case .key(let key):
                text += "['" + key.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "']"
            case .index(let index): text += "[\(index)]"
            case .any: text += "[*]"
            case .descend: text += ".."
            }
            isAfterDescent = step == .descend
        }
        return text
    }
}

/// Reads what follows the `$`.
private struct StepReader {
    private let text: String
    private var rest: Substring

    init(_ text: String) {
        self.text = text
        rest = text.dropFirst()
    }

    static func isPlain(_ key: String) -> Bool {
        !key.isEmpty && key != "*" && key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    }

    mutating func steps() throws(FieldPath.Mistake) -> [FieldPath.Step] {
        var steps: [FieldPath.Step] = []
        while let character = rest.first {
            if rest.hasPrefix("..") {
                rest = rest.dropFirst(2)
                if steps.last != .descend { steps.append(.descend) }
                if let next = rest.first, next != "[" { steps.append(try name()) }
            } else if character == "." {
                rest = rest.dropFirst()
                steps.append(try name())
            } else if character == "[" {
                rest = rest.dropFirst()
                steps.append(try bracket())
            } else {
                throw mistake("'\(character)' is unexpected")
            }
        }
        guard steps.count <= 64 else { throw mistake("it has more than 64 steps") }
        return steps
    }

    private mutating func name() throws(FieldPath.Mistake) -> FieldPath.Step {
        let name = rest.prefix { $0 != "." && $0 != "[" }
        guard !name.isEmpty else { throw mistake("a name is missing") }
        rest = rest.dropFirst(name.count)
        return name == "*" ? .any : .key(String(name))
    }

    private mutating func bracket() throws(FieldPath.Mistake) -> FieldPath.Step {
        if let quote = rest.first, quote == "'" || quote == "\"" { return .key(try quoted(quote)) }
        guard let end = rest.firstIndex(of: "]") else { throw mistake("a ']' is missing") }
        let inner = rest[..<end]
        rest = rest[rest.index(after: end)...]
        if inner == "*" { return .any }
        guard let index = Int(inner), index >= 0 else { throw mistake("'\(inner)' is neither an index nor '*'") }
        return .index(index)
    }

    private mutating func quoted(_ quote: Character) throws(FieldPath.Mistake) -> String {
        rest = rest.dropFirst()
        var key = ""
        while let character = rest.popFirst() {
            if character == "\\", let escaped = rest.popFirst() {
                key.append(escaped)
            } else if character == quote {
                guard rest.popFirst() == "]" else { throw mistake("a ']' is missing") }
                return key
            } else {
                key.append(character)
            }
        }
        throw mistake("the quote does not end")
    }

    private func mistake(_ problem: String) -> FieldPath.Mistake {
        FieldPath.Mistake(description: "'\(text)' is no path: \(problem)")
    }
}
