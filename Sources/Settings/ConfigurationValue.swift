/// A value of a configuration file, with the place where it stands.
package struct ConfigurationValue: Sendable {
    package var content: Content
    package var place: Place
    /// CloudFormation's short form of a function: `!Ref`, `!GetAtt`.
    package var tag: String?

    package init(content: Content, place: Place, tag: String? = nil) {
        self.content = content
        self.place = place
        self.tag = tag
    }

    package enum Content: Sendable {
        case null
        /// The text of anything that is neither list nor mapping, without quotes.
        case scalar(String)
        case sequence([ConfigurationValue])
        case mapping([Entry])
    }

    package struct Entry: Sendable {
        package var key: String
        package var value: ConfigurationValue
        /// Of the key: its value may begin further down.
        package var place: Place

        /// - Parameter place: that of the value if not given.
        package init(key: String, value: ConfigurationValue, place: Place? = nil) {
            self.key = key
            self.value = value
            self.place = place ?? value.place
        }
    }

    package struct Place: Hashable, Sendable {
        package var file: String
        /// Counted from 1; nil for the file as a whole.
        package var line: Int?

        package init(file: String, line: Int?) {
            self.file = file
            self.line = line
        }
    }

    package var isNull: Bool {
        if case .null = content { true } else { false }
    }

    /// The value of a key, or of an index of a list; not resolved.
    package subscript(key: String) -> ConfigurationValue? {
        switch content {
        case .mapping(let entries): entries.last { $0.key == key }?.value
        case .sequence(let elements): Int(key).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
        case .null, .scalar: nil
        }
    }

    /// For messages: what the value is.
    package var kind: String {
        switch content {
        case .null: "nothing"
        case .scalar(let text): "'\(text)'"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// Whether CloudFormation is to compute this: `!Ref X`, `{Fn::GetAtt: [...]}`, `{Ref: X}`.
    package var isIntrinsicFunction: Bool {
        if tag != nil { return true }
        guard case .mapping(let entries) = content, entries.count == 1 else { return false }
        return entries[0].key == "Ref" || entries[0].key.hasPrefix("Fn::")
    }
}
