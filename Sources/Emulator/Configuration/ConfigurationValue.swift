/// A value of a configuration file, with the place where it stands.
struct ConfigurationValue {
    var content: Content
    var place: Place
    /// CloudFormation's short form of a function: `!Ref`, `!GetAtt`.
    var tag: String?

    enum Content {
        case null
        /// The text of anything that is neither list nor mapping, without quotes.
        case scalar(String)
        case sequence([ConfigurationValue])
        case mapping([Entry])
    }

    struct Entry {
        var key: String
        var value: ConfigurationValue
    }

    struct Place: Hashable {
        var file: String
        var line: Int?
    }

    var isNull: Bool {
        if case .null = content { true } else { false }
    }

    /// The value of a key, or of an index of a list; not resolved.
    subscript(key: String) -> ConfigurationValue? {
        switch content {
        case .mapping(let entries): entries.last { $0.key == key }?.value
        case .sequence(let elements): Int(key).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
        case .null, .scalar: nil
        }
    }

    /// For messages: what the value is.
    var kind: String {
        switch content {
        case .null: "nothing"
        case .scalar(let text): "'\(text)'"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// Whether CloudFormation is to compute this: `!Ref X`, `{Fn::GetAtt: [...]}`, `{Ref: X}`.
    var isIntrinsicFunction: Bool {
        if tag != nil { return true }
        guard case .mapping(let entries) = content, entries.count == 1 else { return false }
        return entries[0].key == "Ref" || entries[0].key.hasPrefix("Fn::")
    }
}
