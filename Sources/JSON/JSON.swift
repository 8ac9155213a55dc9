/// A JSON value (RFC 8259) that keeps what a document says: the order of keys, and the text of numbers.
///
/// Foundation-free, so that functions that ship to AWS stay small.
public enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    /// The number as written: `62.50` stays `62.50`.
    case number(String)
    case string(String)
    case array([JSON])
    /// Members in the order of the document. Of repeated keys all are kept; look-ups give the last.
    case object([Member])

    public struct Member: Sendable, Hashable {
        public var key: String
        public var value: JSON
        public init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
        }
    }
}
