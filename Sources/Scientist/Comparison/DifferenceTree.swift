/// Where a candidate's answers differ: field by field, with counts, times and examples. Bounded, and made of fields that
/// can be stored one by one.
public struct DifferenceTree: Sendable, Equatable {
    public struct Field: Sendable, Equatable, Codable {
        /// See ``FieldPath/field``.
        public var path: String
        public var count = 0
        public var kinds: Set<Difference.Kind> = []
        /// Milliseconds since 1970.
        public var firstSeen: Int
        public var lastSeen: Int
        public var latest: Example
        /// Drawn from all that were seen, each with the same chance, in the order of their times.
        public var examples: [Example] = []
    }

    /// One request in which a field differs.
    public struct Example: Sendable, Hashable, Codable {
        public var requestID: String
        public var time: Int
        /// See ``Difference/control``.
        public var control: String?
        public var candidate: String?
    }

    static let limit = 500
    /// Of each field.
    public static let exampleLimit = 5

    /// The most frequent first.
    public var fields: [Field] {
        byPath.values.sorted { ($1.count, $0.path) < ($0.count, $1.path) }
    }
    private var byPath: [String: Field] = [:]
    /// The fields that have changed since ``takeChanges()``.
    private var changed: Set<String> = []

    /// - Parameter fields: as they were stored.
    public init(_ fields: [Field] = []) {
        byPath = Dictionary(fields.map { ($0.path, $0) }) { first, _ in first }
    }

    /// What was not told yet, to be stored.
    public mutating func takeChanges() -> [Field] {
        defer { changed = [] }
        return changed.sorted().compactMap { byPath[$0] }
    }

    /// Tells fields again, which could not be stored.
    public mutating func putBack(_ fields: [Field]) {
        changed.formUnion(fields.map(\.path))
    }

    public mutating func add(_ observation: Observation) {
        for difference in observation.differences {
            let path = difference.path.field
            guard byPath[path] != nil || byPath.count < Self.limit else { continue }
            let example = Example(
                requestID: observation.requestID, time: observation.time, control: difference.control,
                candidate: difference.candidate)
            var field =
                byPath[path]
                ?? Field(path: path, firstSeen: observation.time, lastSeen: observation.time, latest: example)
            field.add(example, difference.kind)
            byPath[path] = field
            changed.insert(path)
        }
    }
}

extension DifferenceTree.Field {
    /// The n-th takes the place of one of k examples with a chance of k / n (J. S. Vitter, "Random sampling with a
    /// reservoir", 1985, algorithm R). Chance is a function of n, so that the same observations leave the same examples.
    fileprivate mutating func add(_ example: DifferenceTree.Example, _ kind: Difference.Kind) {
        count += 1
        kinds.insert(kind)
        firstSeen = min(firstSeen, example.time)
        lastSeen = max(lastSeen, example.time)
        latest = example
        if examples.count < DifferenceTree.exampleLimit {
            examples.append(example)
            return
        }
        var random = StableRandom(seed: UInt64(count))
        let place = random.below(count)
        guard place < examples.count else { return }
        examples.remove(at: place)
        examples.append(example)
    }
}
