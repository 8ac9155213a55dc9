/// Names with all their values, in the order in which the names first appeared: headers and query parameters.
///
/// Adding takes constant time however many names there are, so that a hostile query cannot hold up the event loop.
struct MultiMap {
    private(set) var entries: [(name: String, values: [String])] = []
    private var positions: [String: Int] = [:]

    var isEmpty: Bool { entries.isEmpty }

    /// - Parameter key: what makes two names the same, for instance the name in lower case; the spelling of the first
    ///   one is kept.
    mutating func add(_ value: String, to name: String, key: String) {
        if let position = positions[key] {
            entries[position].values.append(value)
        } else {
            positions[key] = entries.count
            entries.append((name, [value]))
        }
    }

    /// Puts one value in the place of whatever there was.
    mutating func set(_ value: String, for name: String, key: String) {
        if let position = positions[key] {
            entries[position] = (name, [value])
        } else {
            add(value, to: name, key: key)
        }
    }

    func values(forKey key: String) -> [String] {
        positions[key].map { entries[$0].values } ?? []
    }
}

extension MultiMap {
    /// The parameters of a query string, percent-decoded, `+` read as a space.
    ///
    /// A parameter without `=` has an empty value; empty parts (`a&&b`) are none.
    init(query: Substring?) {
        for part in (query ?? "").split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = PercentCoding.decode(pair[0], plusIsSpace: true)
            let value = pair.count > 1 ? PercentCoding.decode(pair[1], plusIsSpace: true) : ""
            add(value, to: name, key: name)
        }
    }
}
