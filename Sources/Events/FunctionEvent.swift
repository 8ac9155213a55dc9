public import JSON

/// What a function can be asked with.
public enum FunctionEvent: Equatable, Sendable {
    /// From API Gateway: a REST API (payload format 1.0) or an HTTP API (2.0).
    case http(HTTPRequest)
    /// From anywhere else: a plain JSON value.
    case direct(JSON)

    /// Tells the forms apart by what only they have: 1.0 `httpMethod`, 2.0 `requestContext.http.method`.
    public init(_ json: JSON) throws(EventError) {
        if json["requestContext"]?["http"]?["method"] != nil {
            self = .http(try HTTPRequest(version2: json))
        } else if json["httpMethod"]?.stringValue != nil {
            self = .http(try HTTPRequest(version1: json))
        } else {
            self = .direct(json)
        }
    }
}

/// Why an event of API Gateway could not be read.
public struct EventError: Error, Equatable, Sendable {
    public let message: String

    public init(message: String) {
        self.message = message
    }
}
