public import Cloud

/// Who calls an operation, when and where.
public struct Call: Sendable, Hashable {
    /// The account and region that the request is signed for, or the defaults.
    public var scope: Scope
    /// A UUID; the answer carries it.
    public var requestID: String
    /// When the request came, in milliseconds since 1970.
    public var time: Int
    /// The scheme, host and port under which the caller reached us, without a slash at the end: what URLs in answers
    /// begin with.
    public var endpoint: String

    /// Whose key signed the request; nil for unsigned ones and for callers within.
    public var accessKeyID: String?

    public init(scope: Scope = Scope(), requestID: String, time: Int, endpoint: String = "http://localhost:4566") {
        self.scope = scope
        self.requestID = requestID
        self.time = time
        self.endpoint = endpoint
    }
}
