/// Where a candidate's answers differ: field by field, with counts and the latest example. Bounded.
public struct DifferenceTree: Sendable, Equatable {
    public struct Field: Sendable, Equatable {
        /// See ``FieldPath/field``.
        public var path: String
        public var count = 0
        public var kinds: Set<Difference.Kind> = []
        public var latest: Difference
    }

    static let limit = 500

    /// The most frequent first.
    public var fields: [Field] {
        byPath.values.sorted { ($1.count, $0.path) < ($0.count, $1.path) }
    }
    private var byPath: [String: Field] = [:]

    public init() {}

    public mutating func add(_ differences: [Difference]) {
        for difference in differences {
            let path = difference.path.field
            guard byPath[path] != nil || byPath.count < Self.limit else { continue }
            var field = byPath[path] ?? Field(path: path, latest: difference)
            field.count += 1
            field.kinds.insert(difference.kind)
            field.latest = difference
            byPath[path] = field
        }
    }
}
