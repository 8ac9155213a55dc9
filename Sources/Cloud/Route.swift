/// One way into an API: a method and a path that lead to a function.
public struct Route: Sendable, Hashable {
    /// `GET` and the like, or `ANY`.
    public let method: String
    public let path: RoutePath
    /// The function as the route names it; without a qualifier it runs `$LATEST`.
    public var function: FunctionReference
    /// How long the gateway waits: at most 29 s (REST) or 30 s (HTTP API).
    public var timeout: Duration
    /// REST only: the id of the resource in the API's tree.
    public var resourceID: String

    /// The methods of API Gateway; `ANY` stands for those that a path does not name.
    public static let methods: [String] = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]

    /// A route that is right in itself.
    ///
    /// - Throws: BadRequestException for a method that API Gateway does not know.
    public init(
        method: String, path: RoutePath, function: FunctionReference, timeout: Duration, resourceID: String? = nil
    ) throws(CloudError) {
        guard Route.methods.contains(method) else {
            let known = Route.methods.joined(separator: ", ")
            throw CloudError(.badRequest, "Invalid HTTP method '\(method)' specified: it must be one of \(known)")
        }
        self.method = method
        self.path = path
        self.function = function
        self.timeout = timeout
        self.resourceID = resourceID ?? GeneratedID.resource(path: path.text)
    }

    public var isANY: Bool { method == "ANY" }

    /// `GET /pets/{id}`, or `$default`: the HTTP API's route key.
    public var key: String {
        path == .default ? "$default" : "\(method) \(path.text)"
    }
}
