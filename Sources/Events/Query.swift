public import JSON

/// The parameters of a query string, already percent-decoded by the gateway.
///
/// Of a repeated parameter a REST API gives the last value, an HTTP API all of them joined by commas.
public struct Query: Equatable, Sendable {
    private let members: [JSON.Member]

    /// From `queryStringParameters`; null and absence mean none.
    public init(_ json: JSON?) {
        members = json?.objectValue ?? []
    }

    /// Nil when the parameter was not given.
    public subscript(name: String) -> String? {
        members.last { $0.key == name }?.value.stringValue
    }
}
