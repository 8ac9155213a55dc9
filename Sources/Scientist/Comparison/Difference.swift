/// One place where two answers differ.
public struct Difference: Sendable, Hashable {
    /// Without wildcards.
    public var path: FieldPath
    public var kind: Kind
    /// What the control has there, as text cut to ``textLimit`` characters; nil for nothing.
    public var control: String?
    public var candidate: String?
    /// The reason of the rule that lets it pass; nil if it counts.
    public var ignored: String?

    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Same type, other value.
        case value
        case type
        /// The candidate lacks it.
        case missing
        /// Only the candidate has it.
        case extra
        /// The same elements in another order.
        case order
        /// Arrays of other lengths.
        case length
    }

    public static let textLimit = 200

    public init(
        path: FieldPath, kind: Kind, control: String? = nil, candidate: String? = nil, ignored: String? = nil
    ) {
        self.path = path
        self.kind = kind
        self.control = control
        self.candidate = candidate
        self.ignored = ignored
    }
}
