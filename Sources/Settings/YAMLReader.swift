import Yams

/// Reads YAML, and so JSON, into values that know their lines.
package enum YAMLReader {
    /// Aliases can make a short text stand for a huge tree; beyond this many values it is refused.
    package static let maximumValueCount = 100_000

    package static func read(_ text: String, file: String) throws(ConfigurationError) -> ConfigurationValue {
        let start = ConfigurationValue.Place(file: file, line: 1)
        var remaining = maximumValueCount
        guard let node = try compose(text, file) else { return ConfigurationValue(content: .null, place: start) }
        return try convert(node, file, &remaining)
    }

    private static func compose(_ text: String, _ file: String) throws(ConfigurationError) -> Node? {
        do {
            return try Yams.compose(yaml: text)
        } catch {
            throw refusal(of: error, file)
        }
    }

    private static func convert(
        _ node: Node, _ file: String, _ remaining: inout Int
    ) throws(ConfigurationError) -> ConfigurationValue {
        let place = ConfigurationValue.Place(file: file, line: node.mark?.line)
        remaining -= 1
        guard remaining > 0 else {
            throw ConfigurationError(place, "", "the file has more than \(maximumValueCount) values, aliases included")
        }
        var value = ConfigurationValue(content: .null, place: place, tag: customTag(of: node))
        switch node {
        case .scalar(let scalar):
            value.content = scalar.isNull ? .null : .scalar(scalar.string)
        case .sequence(let sequence):
            var elements: [ConfigurationValue] = []
            for element in sequence { elements.append(try convert(element, file, &remaining)) }
            value.content = .sequence(elements)
        case .mapping(let mapping):
            value.content = .mapping(try entries(of: mapping, file, &remaining))
        case .alias:
            throw ConfigurationError(place, "", "the alias refers to nothing")
        }
        return value
    }

    /// The members of a mapping; those that a merge key (`<<`) brings in come first, so that its own prevail.
    private static func entries(
        of mapping: Node.Mapping, _ file: String, _ remaining: inout Int
    ) throws(ConfigurationError) -> [ConfigurationValue.Entry] {
        var merged: [ConfigurationValue.Entry] = []
        var own: [ConfigurationValue.Entry] = []
        for (keyNode, valueNode) in mapping {
            guard let key = keyNode.scalar?.string else {
                let place = ConfigurationValue.Place(file: file, line: keyNode.mark?.line)
                throw ConfigurationError(place, "", "a key must be a plain text, not a list or mapping")
            }
            let value = try convert(valueNode, file, &remaining)
            if key == "<<" {
                merged += value.mergedEntries
            } else {
                let place = keyNode.mark.map { ConfigurationValue.Place(file: file, line: $0.line) }
                own.append(.init(key: key, value: value, place: place))
            }
        }
        return merged + own
    }

    private static func customTag(of node: Node) -> String? {
        let name = node.tag.description
        return name.hasPrefix("!") && name != "!" ? name : nil
    }

    private static func refusal(of error: any Error, _ file: String) -> ConfigurationError {
        var place = ConfigurationValue.Place(file: file, line: nil)
        guard let error = error as? YamlError else { return ConfigurationError(place, "", "\(error)") }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            place.line = mark.line
            return ConfigurationError(place, "", "the file is not valid YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            place.line = context.mark.line
            let keys = duplicates.joined(separator: "', '")
            return ConfigurationError(place, "", "the key '\(keys)' stands twice in one mapping")
        default:
            return ConfigurationError(place, "", "the file is not valid YAML: \(error)")
        }
    }
}

extension Node.Scalar {
    /// YAML 1.1: nothing, `~` or `null`, unless in quotes.
    fileprivate var isNull: Bool {
        style == .plain && ["", "~", "null", "Null", "NULL"].contains(string)
    }
}

extension ConfigurationValue {
    /// What a merge key brings in: the members of a mapping, or of several; of those the first prevails.
    fileprivate var mergedEntries: [Entry] {
        switch content {
        case .mapping(let entries): entries
        case .sequence(let values): values.reversed().flatMap(\.mergedEntries)
        case .null, .scalar: []
        }
    }
}
