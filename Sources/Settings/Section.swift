/// A mapping of a configuration file, read key by key.
package struct Section {
    /// `functions.control-round`; empty for the whole file.
    package let path: String
    package let place: ConfigurationValue.Place
    private let entries: [ConfigurationValue.Entry]
    package let reading: Reading

    package init(_ value: ConfigurationValue, path: String, _ reading: Reading) throws(ConfigurationError) {
        switch value.content {
        case .mapping(let entries): self.entries = entries
        case .null: entries = []
        case .scalar, .sequence: throw ConfigurationError(value.place, path, "must be a mapping, not \(value.kind)")
        }
        self.path = path
        self.reading = reading
        place = value.place
    }

    package var keys: [String] { entries.map(\.key) }

    /// `functions.control-round.memorySize`
    package func path(of key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }

    /// The resolved value of a key; nil if it is missing or null.
    package func value(_ key: String) throws(ConfigurationError) -> ConfigurationValue? {
        guard let entry = entries.last(where: { $0.key == key }) else { return nil }
        let value = try reading.resolve(entry.value, path(of: key))
        return value.isNull ? nil : value
    }

    package func text(_ key: String) throws(ConfigurationError) -> String? {
        guard let value = try value(key) else { return nil }
        guard case .scalar(let text) = value.content, value.tag == nil else {
            throw error(key, "must be a text, not \(value.kind)", at: value)
        }
        return text
    }

    /// A number within bounds, whole if the bounds are.
    package func number<Number: ConfigurationNumber>(
        _ key: String, in range: ClosedRange<Number>
    ) throws(ConfigurationError) -> Number? {
        guard let value = try value(key) else { return nil }
        guard case .scalar(let text) = value.content, let number = Number(text) else {
            throw error(key, "must be \(Number.noun), not \(value.kind)", at: value)
        }
        guard range.contains(number) else {
            let (low, high) = (Self.text(range.lowerBound), Self.text(range.upperBound))
            throw error(key, "must be from \(low) to \(high), not \(text)", at: value)
        }
        return number
    }

    /// Whole numbers as such, whatever their type.
    private static func text(_ number: some ConfigurationNumber) -> String {
        let text = String(number)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    package func section(_ key: String) throws(ConfigurationError) -> Section? {
        guard let value = try value(key) else { return nil }
        return try Section(value, path: path(of: key), reading)
    }

    /// A section for a value that was put together rather than read.
    package func subsection(_ key: String, _ value: ConfigurationValue) throws(ConfigurationError) -> Section {
        try Section(value, path: path(of: key), reading)
    }

    /// The resolved elements of a list; one that is null is left out.
    package func list(_ key: String) throws(ConfigurationError) -> [ConfigurationValue] {
        guard let value = try value(key) else { return [] }
        guard case .sequence(let elements) = value.content else {
            throw error(key, "must be a list, not \(value.kind)", at: value)
        }
        var resolved: [ConfigurationValue] = []
        for (index, element) in elements.enumerated() {
            let element = try reading.resolve(element, "\(path(of: key))[\(index)]")
            if !element.isNull { resolved.append(element) }
        }
        return resolved
    }

    /// - Parameter value: where the mistake is; the section itself if not given.
    package func error(_ key: String, _ sentence: String, at value: ConfigurationValue? = nil) -> ConfigurationError {
        let ownPlace = entries.last { $0.key == key }?.place
        return ConfigurationError(value?.place ?? ownPlace ?? place, path(of: key), sentence)
    }

    package func warn(_ key: String, _ sentence: String) {
        reading.warn(error(key, sentence).description)
    }
}

/// A kind of number that a section can hold.
package protocol ConfigurationNumber: Comparable, LosslessStringConvertible {
    /// What messages call it.
    static var noun: String { get }
}

extension Int: ConfigurationNumber {
    package static var noun: String { "a whole number" }
}

extension Double: ConfigurationNumber {
    package static var noun: String { "a number" }
}
