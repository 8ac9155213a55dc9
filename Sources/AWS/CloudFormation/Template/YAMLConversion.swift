internal import AWSAPI
internal import JSON
internal import Yams

/// Turns YAML's nodes into JSON, and CloudFormation's short tags into functions in long form.
///
/// Source: "YAML short form" of each function in the Template Reference.
struct YAMLConversion {
    /// Anchored nodes seen so far, by where they stand: one that comes twice was reached through an alias.
    private var anchored: Set<[Int]> = []
    private var depth = 0

    mutating func json(_ node: Node) throws(AWSError) -> JSON {
        try refuseAlias(node)
        depth += 1
        defer { depth -= 1 }
        guard depth <= JSON.maximumDepth else {
            throw .validation("Template format error: values nest deeper than \(JSON.maximumDepth) levels.")
        }
        let value = try untagged(node)
        let tag = node.tag.description
        guard tag.hasPrefix("!"), tag != "!" else { return value }
        guard let function = Self.function(tag: String(tag.dropFirst()), value) else {
            throw .validation("Template format error: Unrecognized YAML tag '\(tag)'.")
        }
        return function
    }

    private mutating func untagged(_ node: Node) throws(AWSError) -> JSON {
        switch node {
        case .scalar(let scalar): return Self.json(scalar)
        case .sequence(let sequence):
            var elements: [JSON] = []
            for element in sequence { elements.append(try json(element)) }
            return .array(elements)
        case .mapping(let mapping):
            var members: [JSON.Member] = []
            for (key, value) in mapping {
                guard let name = key.scalar?.string else {
                    throw .validation("Template format error: [/] keys must be texts, not lists or maps.")
                }
                members.append(JSON.Member(name, try json(value)))
            }
            return .object(members)
        case .alias: throw Self.aliasRefusal
        }
    }

    private mutating func refuseAlias(_ node: Node) throws(AWSError) {
        guard node.anchor != nil, let mark = node.mark else { return }
        guard anchored.insert([mark.line, mark.column]).inserted else { throw Self.aliasRefusal }
    }

    private static let aliasRefusal = AWSError.validation(
        "Template error: YAML aliases are not allowed in CloudFormation templates")

    /// Plain scalars may be numbers, booleans or nothing; a date, such as the format version, stays a text.
    private static func json(_ scalar: Node.Scalar) -> JSON {
        guard scalar.style == .plain else { return .string(scalar.string) }
        switch scalar.string {
        case "", "~", "null", "Null", "NULL": return scalar.tag.description.hasPrefix("!") ? "" : .null
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        case let text: return isNumber(text) ? .number(text) : .string(text)
        }
    }

    /// Whether JSON would read it as a number, to the last character.
    private static func isNumber(_ text: String) -> Bool {
        guard let first = text.utf8.first, first == UInt8(ascii: "-") || (48...57).contains(first) else { return false }
        // What is no JSON is a text: there is nothing to report.
        guard case .number(let number) = try? JSON(parsing: text) else { return false }
        return number == text
    }

    /// `!Ref X`, `!Condition X`, `!GetAtt X.Arn`, and `!Name` for `Fn::Name`.
    private static func function(tag: String, _ value: JSON) -> JSON? {
        switch tag {
        case "Ref", "Condition": [tag: value]
        case "GetAtt": ["Fn::GetAtt": value.stringValue.map(attributeParts) ?? value]
        case _ where Intrinsic.shortNames.contains(tag): ["Fn::\(tag)": value]
        default: nil
        }
    }

    /// The resource is what stands before the first point; attributes may have points themselves.
    private static func attributeParts(_ text: String) -> JSON {
        .array(text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map { .string(String($0)) })
    }
}
