/// What came back, as far as a client can tell two implementations apart.
package struct Answer: Equatable, Sendable {
    package var status: Int
    /// In lower case, without parameters.
    package var contentType: String
    package var body: String

    package init(status: Int, contentType: String, body: String) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    /// The platform's failure, not an answer of the function.
    package var isError: Bool { status >= 500 }

    /// How `other` differs, in a few words; nil when it does not.
    package func difference(to other: Answer) -> String? {
        if status != other.status { return "status \(status) -> \(other.status)" }
        if body != other.body { return Self.difference(of: body, to: other.body) }
        if contentType != other.contentType { return "type \(contentType) -> \(other.contentType)" }
        return nil
    }

    /// The first line that differs, for a text of lines; else the texts from shortly before the first difference.
    private static func difference(of old: String, to new: String) -> String {
        let oldLines = old.split(separator: "\n", omittingEmptySubsequences: false)
        let newLines = new.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(oldLines, newLines).enumerated().first { $1.0 != $1.1 }
        if oldLines.count > 1, let (index, (was, now)) = line {
            return "line \(index + 1): \(excerpt(was)) -> \(excerpt(now))"
        }
        let common = zip(old, new).prefix { $0 == $1 }.count
        let start = max(0, common - 8)
        return "\(excerpt(old.dropFirst(start), cut: start > 0)) -> \(excerpt(new.dropFirst(start), cut: start > 0))"
    }

    private static func excerpt(_ text: Substring, cut: Bool = false, limit: Int = 20) -> String {
        (cut ? "..." : "") + (text.count > limit ? text.prefix(limit) + "..." : text)
    }
}
