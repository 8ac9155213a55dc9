public import JSON

/// What an operation answers.
public struct Output: Sendable, Hashable {
    /// The members of the output shape, by their names in the service model. Absent members are left out: AWS sends no
    /// nulls. Times are ISO 8601 texts for XML protocols, and for JSON ones what the model's `timestampFormat` says.
    public var value: JSON
    /// In place of the binding's status.
    public var status: Int?
    /// Besides those that the binding takes out of ``value``.
    public var headers: [Header]
    /// The body as it is, in place of ``value``: an object's bytes, a text.
    public var payload: [UInt8]?

    public struct Header: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(_ value: JSON = [:], status: Int? = nil, headers: [Header] = [], payload: [UInt8]? = nil) {
        self.value = value
        self.status = status
        self.headers = headers
        self.payload = payload
    }
}

extension JSON {
    /// An object of the members that have a value, in this order.
    public static func members(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        .object(members.compactMap { key, value in value.map { Member(key, $0) } })
    }

    public static func integer(_ value: Int) -> JSON { .number(String(value)) }
}
