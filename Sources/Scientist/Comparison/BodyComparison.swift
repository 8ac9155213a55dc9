import JSON

/// Compares bodies: as JSON, as text, or byte for byte.
struct BodyComparison {
    private let rules: Comparator.Body
    private let limit: Int
    private let redactor: Redactor

    /// - Parameter redactor: of what is shown of the differences.
    init(_ rules: Comparator.Body, limit: Int, redactor: Redactor) {
        self.rules = rules
        self.limit = limit
        self.redactor = redactor
    }

    func differences(_ control: Answer, _ candidate: Answer) -> [Difference] {
        // Most are equal, and need not be understood.
        guard control.body != candidate.body else { return [] }
        switch rules.form {
        case .bytes: return [bytes(control.body, candidate.body)]
        case .text: return [text(control.body, candidate.body)]
        case .json: return json(control.body, candidate.body) ?? [text(control.body, candidate.body)]
        case .automatic:
            guard looksLikeJSON(control), looksLikeJSON(candidate) else { return [text(control.body, candidate.body)] }
            return json(control.body, candidate.body) ?? [text(control.body, candidate.body)]
        }
    }

    /// Nil where one of the two is not JSON.
    private func json(_ control: [UInt8], _ candidate: [UInt8]) -> [Difference]? {
        guard let first = try? JSON(parsing: control), let second = try? JSON(parsing: candidate) else { return nil }
        var comparison = JSONComparison(rules, limit: limit, redactor: redactor)
        comparison.compare(first, second, at: FieldPath(.body))
        return comparison.differences
    }

    /// A plain `62` could be either; then the content type decides.
    private func looksLikeJSON(_ answer: Answer) -> Bool {
        let first = answer.body.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return true }
        return answer.headers.contains { $0.name == "content-type" && $0.value.contains("json") }
    }

    private func text(_ control: [UInt8], _ candidate: [UInt8]) -> Difference {
        guard let first = String(validating: redactor.redact(body: control), as: UTF8.self),
            let second = String(validating: redactor.redact(body: candidate), as: UTF8.self)
        else { return bytes(control, candidate) }
        // Where only secrets differ there is nothing else to show.
        let (one, other) =
            first == second
            ? (Redactor.replacement, Redactor.replacement) : TextDifference.excerpts(first, second)
        return Difference(
            path: FieldPath(.body), kind: .value, control: Difference.cut(one), candidate: Difference.cut(other))
    }

    private func bytes(_ control: [UInt8], _ candidate: [UInt8]) -> Difference {
        let offset = TextDifference.commonLength(control, candidate)
        return Difference(
            path: FieldPath(.body), kind: .value, control: "\(control.count) bytes, differing from byte \(offset)",
            candidate: "\(candidate.count) bytes")
    }
}

/// Where two texts begin to differ, for people.
enum TextDifference {
    /// The first line that differs with its number, for texts of several lines; else the texts around the place.
    static func excerpts(_ control: String, _ candidate: String) -> (String, String) {
        // Texts may have megabytes, and bytes of arrays are many times faster to look at than those of strings.
        let (first, second) = (Array(control.utf8), Array(candidate.utf8))
        let common = first[..<commonLength(first, second)]
        let line = common.reduce(1) { $0 + ($1 == newline ? 1 : 0) }
        let hasLines = first.contains(newline) || second.contains(newline)
        let start = hasLines ? common.lastIndex(of: newline).map { $0 + 1 } ?? 0 : wholeCharacter(common, 40)
        let head = hasLines ? "line \(line): " : start > 0 ? "..." : ""
        func shown(_ text: [UInt8]) -> String {
            head + String(decoding: text[start...].prefix(300).prefix { $0 != newline }, as: UTF8.self)
        }
        return (shown(first), shown(second))
    }

    /// How many bytes the two begin with that are the same.
    static func commonLength(_ first: [UInt8], _ second: [UInt8]) -> Int {
        let shorter = min(first.count, second.count)
        return (0..<shorter).first { first[$0] != second[$0] } ?? shorter
    }

    /// Where the last `count` bytes begin, or a little before: at a character, not within one.
    private static func wholeCharacter(_ text: ArraySlice<UInt8>, _ count: Int) -> Int {
        text.dropLast(count).lastIndex { $0 & 0xC0 != 0x80 } ?? 0
    }

    private static let newline = UInt8(ascii: "\n")
}
