/// Which share of the requests the candidates get.
public struct Sampling: Sendable, Hashable, Codable {
    /// 0 to 100.
    public var percent = 100.0
    /// In place of ``percent``, for single candidates, by key.
    public var percentByCandidate: [String: Double] = [:]
    /// What requests have in common that are to be treated alike; nil for a draw of its own for each.
    public var sticky: RequestAttribute?

    public init() {}

    public func percent(of candidate: String) -> Double { percentByCandidate[candidate] ?? percent }
}

/// Something that can be said of a request.
public enum RequestAttribute: Sendable, Hashable, Codable {
    /// A header, by its name in lower case.
    case header(String)
    /// A parameter of the query, by its name.
    case query(String)
    case method
    /// The path as the client wrote it, without the query.
    case path
    /// The size of the body.
    case bytes
    /// Part of a JSON body.
    case body(FieldPath)
}

/// What must hold of a request for candidates to be called.
public struct Condition: Sendable, Hashable, Codable {
    public enum Test: Sendable, Hashable, Codable {
        case exists
        case equals(String)
        case differs(from: String)
        case contains(String)
        /// For numbers and sizes.
        case atMost(Double)
        case atLeast(Double)
    }

    public var attribute: RequestAttribute
    public var test: Test

    public init(_ attribute: RequestAttribute, _ test: Test) {
        self.attribute = attribute
        self.test = test
    }
}

/// A way to cut the results: one group of requests per value, or per range of a number.
public struct Cohort: Sendable, Hashable, Codable {
    public var attribute: RequestAttribute
    /// Ascending; empty for one group per value.
    public var edges: [Double]

    public init(by attribute: RequestAttribute, edges: [Double] = []) {
        self.attribute = attribute
        self.edges = edges
    }
}
