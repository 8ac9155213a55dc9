/// What browsers on other sites may do with an HTTP API: botocore's `Cors` (apigatewayv2, 2018-11-29).
public struct CORS: Sendable, Hashable {
    /// `*`, `https://example.com`, or all of a scheme: `https://*`.
    public var allowOrigins: [String]
    public var allowMethods: [String]
    public var allowHeaders: [String]
    public var exposeHeaders: [String]
    public var allowCredentials: Bool
    /// Seconds, -1 to 86,400; nil leaves it to the browser.
    public var maxAge: Int?

    public init(
        allowOrigins: [String] = [], allowMethods: [String] = [], allowHeaders: [String] = [],
        exposeHeaders: [String] = [], allowCredentials: Bool = false, maxAge: Int? = nil
    ) {
        self.allowOrigins = allowOrigins
        self.allowMethods = allowMethods
        self.allowHeaders = allowHeaders
        self.exposeHeaders = exposeHeaders
        self.allowCredentials = allowCredentials
        self.maxAge = maxAge
    }

    /// The value of `access-control-allow-origin` for a request from an origin; nil where it is not allowed.
    public func allowedOrigin(_ origin: String) -> String? {
        if allowOrigins.contains("*") { return allowCredentials ? origin : "*" }
        let fits = allowOrigins.contains { pattern in
            pattern.hasSuffix("*") ? origin.hasPrefix(pattern.dropLast()) : origin == pattern
        }
        return fits ? origin : nil
    }
}
