/// One way into an API: a method and a path, and what answers there.
public struct Route: Sendable, Hashable {
    /// `GET` and the like, or `ANY`.
    public let method: String
    public let path: RoutePath
    public var target: Target
    /// How long the gateway waits: at most 29 s (REST) or 30 s (HTTP API).
    public var timeout: Duration
    /// REST only: the id of the resource in the API's tree.
    public var resourceID: String
    /// HTTP APIs only: which form events and answers have; a REST API knows 1.0 alone.
    public var payloadFormat: PayloadFormat

    public enum Target: Sendable, Hashable {
        /// The function as the route names it; without a qualifier it runs `$LATEST`.
        case function(FunctionReference)
        /// REST only.
        case mock(MockIntegration)
        /// A definition that cannot be carried out, and why, in one sentence for the log. Clients get 500.
        case misconfigured(String)
    }

    /// botocore's `PayloadFormatVersion`.
    public enum PayloadFormat: String, Sendable, Hashable {
        case one = "1.0"
        case two = "2.0"
    }

    /// The methods of API Gateway; `ANY` stands for those that a path does not name.
    public static let methods: [String] = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]

    /// A route that is right in itself.
    ///
    /// - Throws: BadRequestException for a method that API Gateway does not know.
    public init(
        method: String, path: RoutePath, target: Target, timeout: Duration, resourceID: String? = nil,
        payloadFormat: PayloadFormat = .two
    ) throws(CloudError) {
        guard Route.methods.contains(method) else {
            let known = Route.methods.joined(separator: ", ")
            throw CloudError(.badRequest, "Invalid HTTP method '\(method)' specified: it must be one of \(known)")
        }
        self.method = method
        self.path = path
        self.target = target
        self.timeout = timeout
        self.resourceID = resourceID ?? GeneratedID.resource(path: path.text)
        self.payloadFormat = payloadFormat
    }

    /// A route to a function.
    public init(
        method: String, path: RoutePath, function: FunctionReference, timeout: Duration, resourceID: String? = nil
    ) throws(CloudError) {
        try self.init(
            method: method, path: path, target: .function(function), timeout: timeout, resourceID: resourceID)
    }

    public var isANY: Bool { method == "ANY" }

    /// nil where no function answers.
    public var function: FunctionReference? {
        if case .function(let function) = target { function } else { nil }
    }

    /// `GET /pets/{id}`, or `$default`: the HTTP API's route key.
    public var key: String {
        path == .default ? "$default" : "\(method) \(path.text)"
    }
}
