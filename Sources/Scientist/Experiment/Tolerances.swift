/// How much of a difference does not matter, and how sure a verdict must be.
public struct Tolerances: Sendable, Hashable, Codable {
    /// The chance of any false alarm in this experiment, over all candidates and metrics.
    public var alpha = 0.05
    /// Ratios within 1 / (1 + tolerance) and 1 + tolerance are equivalent.
    public var latency = 0.05
    public var memory = 0.10
    public var cost = 0.05
    /// The rate of mismatches below which answers are equivalent.
    public var mismatchRate = 0.01
    /// Below this number of pairs there is no verdict on speed, memory or cost.
    public var fewestPairs = 50

    public init() {}
}

/// What is kept of single observations. Verdicts do not depend on it.
public struct StorageLimits: Sendable, Hashable, Codable {
    /// Per candidate and version; the oldest go first, matches before mismatches.
    public var observations = 100_000
    public var days = 30
    /// Of each body; longer ones are cut.
    public var bodyBytes = 65_536
    /// Of the file that holds all experiments. Above it the oldest observations go, whosever they are, matches before
    /// mismatches; of several experiments under way the smallest limit counts.
    public var fileBytes = 512 << 20

    public init() {}

    /// A definition that was stored before a limit came to be has its default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        observations = try values.decode(Int.self, forKey: .observations)
        days = try values.decode(Int.self, forKey: .days)
        bodyBytes = try values.decode(Int.self, forKey: .bodyBytes)
        fileBytes = try values.decodeIfPresent(Int.self, forKey: .fileBytes) ?? fileBytes
    }
}

/// What must not be stored.
public struct Redactions: Sendable, Hashable, Codable {
    /// On top of the headers, parameters and fields whose names speak of secrets.
    public var paths: [FieldPath] = []
    /// Whether those are redacted, too.
    public var includesDefaults = true

    public init(paths: [FieldPath] = [], includesDefaults: Bool = true) {
        self.paths = paths
        self.includesDefaults = includesDefaults
    }
}
