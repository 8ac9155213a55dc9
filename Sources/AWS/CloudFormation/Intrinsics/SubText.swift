internal import AWSAPI
internal import JSON

/// The text of `Fn::Sub`, taken apart.
///
/// `${Name}` and `${Resource.Attribute}` stand for values, `${!Literal}` for `${Literal}`.
struct SubText: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case text(String)
        case variable(String)
    }

    var parts: [Part] = []

    init(_ text: String) throws(AWSError) {
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
            append(rest[..<start.lowerBound])
            let name = rest[start.upperBound..<end]
            if name.first == "!" {
                append("${\(name.dropFirst())}")
            } else {
                parts.append(.variable(try Self.checked(name)))
            }
            rest = rest[rest.index(after: end)...]
        }
        append(rest)
    }

    var variables: [String] {
        parts.compactMap { if case .variable(let name) = $0 { name } else { nil } }
    }

    private mutating func append(_ text: some StringProtocol) {
        if !text.isEmpty { parts.append(.text(String(text))) }
    }

    private static func checked(_ name: Substring) throws(AWSError) -> String {
        let trimmed = name.drop { $0 == " " }
        let end = trimmed.lastIndex { $0 != " " }.map { trimmed.index(after: $0) } ?? trimmed.startIndex
        let variable = String(trimmed[..<end])
        let isName = variable.utf8.allSatisfy { $0.isLetterOrDigit || "_.:".utf8.contains($0) }
        guard isName, !variable.isEmpty else {
            throw .validation(
                "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons"
            )
        }
        return variable
    }

    /// The text and the variables of its own that a call of `Fn::Sub` brings along.
    static func argument(_ argument: JSON) throws(AWSError) -> (text: SubText, own: [JSON.Member]) {
        if let text = argument.stringValue { return (try SubText(text), []) }
        guard let elements = argument.arrayValue, elements.count == 2, let text = elements[0].stringValue,
            let own = elements[1].objectValue
        else {
            throw .validation(
                "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string"
            )
        }
        return (try SubText(text), own)
    }
}
