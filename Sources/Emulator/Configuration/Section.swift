/// A mapping of the configuration file, read key by key with its variables resolved.
struct Section {
    /// `functions.control-round`; empty for the whole file.
    let path: String
    let place: ConfigurationValue.Place
    private let entries: [ConfigurationValue.Entry]
    let reading: Reading

    init(_ value: ConfigurationValue, path: String, _ reading: Reading) throws(ConfigurationError) {
        switch value.content {
        case .mapping(let entries): self.entries = entries
        case .null: entries = []
        case .scalar, .sequence: throw ConfigurationError(value.place, path, "must be a mapping, not \(value.kind)")
        }
        self.path = path
        self.reading = reading
        place = value.place
    }

    var keys: [String] { entries.map(\.key) }

    /// `functions.control-round.memorySize`
    func path(of key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }

    /// The resolved value of a key; nil if it is missing or null.
    func value(_ key: String) throws(ConfigurationError) -> ConfigurationValue? {
        guard let entry = entries.last(where: { $0.key == key }) else { return nil }
        let value = try reading.resolver.resolve(entry.value, key: path(of: key))
        return value.isNull ? nil : value
    }

    func text(_ key: String) throws(ConfigurationError) -> String? {
        guard let value = try value(key) else { return nil }
        guard case .scalar(let text) = value.content, value.tag == nil else {
            throw error(key, "must be a text, not \(value.kind)", at: value)
        }
        return text
    }

    func integer(_ key: String, in range: ClosedRange<Int>) throws(ConfigurationError) -> Int? {
        guard let value = try value(key) else { return nil }
        guard case .scalar(let text) = value.content, let number = Int(text) else {
            throw error(key, "must be a whole number, not \(value.kind)", at: value)
        }
        guard range.contains(number) else {
            throw error(key, "must be from \(range.lowerBound) to \(range.upperBound), not \(number)", at: value)
        }
        return number
    }

    func number(_ key: String, in range: ClosedRange<Double>) throws(ConfigurationError) -> Double? {
        guard let value = try value(key) else { return nil }
        guard case .scalar(let text) = value.content, let number = Double(text), number.isFinite else {
            throw error(key, "must be a number, not \(value.kind)", at: value)
        }
        guard range.contains(number) else {
            throw error(key, "must be from \(range.lowerBound) to \(range.upperBound), not \(text)", at: value)
        }
        return number
    }

    func section(_ key: String) throws(ConfigurationError) -> Section? {
        guard let value = try value(key) else { return nil }
        return try Section(value, path: path(of: key), reading)
    }

    /// The resolved elements of a list; one that is null is left out.
    func list(_ key: String) throws(ConfigurationError) -> [ConfigurationValue] {
        guard let value = try value(key) else { return [] }
        guard case .sequence(let elements) = value.content else {
            throw error(key, "must be a list, not \(value.kind)", at: value)
        }
        var resolved: [ConfigurationValue] = []
        for (index, element) in elements.enumerated() {
            let element = try reading.resolver.resolve(element, key: "\(path(of: key))[\(index)]")
            if !element.isNull { resolved.append(element) }
        }
        return resolved
    }

    /// - Parameter value: where the mistake is; the section itself if not given.
    func error(_ key: String, _ sentence: String, at value: ConfigurationValue? = nil) -> ConfigurationError {
        let ownPlace = entries.last { $0.key == key }?.value.place
        return ConfigurationError(value?.place ?? ownPlace ?? place, path(of: key), sentence)
    }

    func warn(_ key: String, _ sentence: String) {
        reading.warn(error(key, sentence).description)
    }
}

/// What all sections of one file share while it is read. Lives only as long as that.
final class Reading {
    var resolver: VariableResolver
    private(set) var warnings: [String] = []
    /// `configValidationMode: off`: misspelt keys are warned of, not refused.
    var isLenient = false

    init(resolver: VariableResolver) {
        self.resolver = resolver
    }

    func warn(_ sentence: String) {
        if !warnings.contains(sentence) { warnings.append(sentence) }
    }
}

// MARK: Known keys

/// The keys that a section may have, and what becomes of each.
struct KnownKeys {
    /// Read and followed.
    var followed: Set<String>
    /// Matter on AWS, and make no difference here.
    var indifferent: Set<String> = []
    /// Would make a difference, which is said in a warning: what does not happen.
    var unsupported: [String: String] = [:]

    fileprivate var all: Set<String> {
        followed.union(indifferent).union(unsupported.keys)
    }
}

extension Section {
    /// Warns of what is not followed.
    ///
    /// - Throws: for a key that is unknown and looks like a known one misspelt.
    func check(_ known: KnownKeys) throws(ConfigurationError) {
        for key in keys where !known.followed.contains(key) && !known.indifferent.contains(key) {
            if let reason = known.unsupported[key] {
                warn(key, "is not followed: \(reason)")
            } else if let meant = NearestKey.of(key, among: known.all) {
                let sentence = "is unknown; did you mean '\(meant)'?"
                guard reading.isLenient else { throw error(key, sentence) }
                warn(key, sentence)
            } else {
                warn(key, "is unknown here and ignored")
            }
        }
    }
}
