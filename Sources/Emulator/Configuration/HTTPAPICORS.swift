import Cloud
import Settings

/// `provider.httpApi.cors`, as the framework makes a CORS configuration of it.
///
/// Source: Serverless Framework, lib/plugins/aws/package/compile/events/http-api.js.
struct HTTPAPICORS {
    private var cors: CORS
    /// Whether the methods are those of the routes.
    private var followsRoutes: Bool

    /// nil without CORS: `false`, or no such key.
    init?(_ httpAPI: Section) throws(ConfigurationError) {
        guard let value = try httpAPI.value("cors") else { return nil }
        cors = CORS(allowOrigins: ["*"], allowHeaders: RESTCORS.defaultHeaders)
        followsRoutes = true
        if case .scalar = value.content {
            guard try httpAPI.flag("cors") == true else { return nil }
        } else {
            try read(try httpAPI.subsection("cors", value))
        }
    }

    private mutating func read(_ section: Section) throws(ConfigurationError) {
        try section.check(
            KnownKeys(
                followed: [
                    "allowedOrigins", "allowedHeaders", "allowedMethods", "allowCredentials", "exposedResponseHeaders",
                    "maxAge",
                ], indifferent: [], unsupported: [:]))
        let origins = try section.texts("allowedOrigins")
        if !origins.isEmpty { cors.allowOrigins = origins }
        let headers = try section.texts("allowedHeaders")
        if !headers.isEmpty { cors.allowHeaders = headers }
        cors.allowMethods = try section.texts("allowedMethods")
        followsRoutes = cors.allowMethods.isEmpty
        cors.exposeHeaders = try section.texts("exposedResponseHeaders")
        cors.allowCredentials = try section.flag("allowCredentials") ?? false
        cors.maxAge = try section.number("maxAge", in: -1...86_400)
    }

    func configuration(for routes: [Route]) -> CORS {
        guard followsRoutes else { return cors }
        var cors = cors
        cors.allowMethods = ["OPTIONS"]
        for route in routes {
            let methods = route.isANY ? Self.anyMethods : [route.method]
            for method in methods where !cors.allowMethods.contains(method) { cors.allowMethods.append(method) }
        }
        return cors
    }

    private static let anyMethods = ["GET", "POST", "PUT", "PATCH", "OPTIONS", "HEAD", "DELETE"]
}
