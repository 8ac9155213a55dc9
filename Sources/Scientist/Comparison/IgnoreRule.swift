/// A difference that does not count, and why.
public struct IgnoreRule: Sendable, Hashable, Codable {
    public var path: FieldPath
    public var reason: String
    /// The last day on which it holds, `2027-01-01` in UTC; nil for ever.
    public var until: String?

    public init(path: FieldPath, reason: String, until: String? = nil) {
        self.path = path
        self.reason = reason
        self.until = until
    }
}
