import Cloud
import NIOCore
import NIOHTTP1

/// What an HTTP API with a CORS configuration does by itself.
///
/// It answers preflights without asking a function, whether or not there is a route, and sets the headers on what
/// functions answer, in place of theirs. Source: API Gateway Developer Guide, "Configure CORS for HTTP APIs". That an
/// origin which is not allowed gets 204 without the headers is not confirmed by recordings.
struct CORSHeaders {
    private let cors: CORS

    init(_ cors: CORS) {
        self.cors = cors
    }

    /// nil for a request that is no preflight.
    func preflight(_ request: HTTPRequest, _ stamp: RequestStamp) -> HTTPAnswer? {
        guard request.method == .OPTIONS, let origin = request.headers.first(name: "origin"),
            request.headers.contains(name: "access-control-request-method")
        else { return nil }
        var headers: HTTPHeaders = [:]
        if let allowed = cors.allowedOrigin(origin) {
            headers.add(name: "access-control-allow-origin", value: allowed)
            add(cors.allowMethods, "access-control-allow-methods", to: &headers)
            add(cors.allowHeaders, "access-control-allow-headers", to: &headers)
            if let maxAge = cors.maxAge { headers.add(name: "access-control-max-age", value: String(maxAge)) }
            addCredentials(to: &headers)
        }
        headers.add(name: "apigw-requestid", value: stamp.extendedRequestID)
        return HTTPAnswer(status: .noContent, headers: headers)
    }

    /// - Parameter origin: the request's; without one it is no CORS request, and has only the function's headers taken
    ///   away.
    func apply(to answer: inout HTTPAnswer, origin: String?) {
        for name in Self.names { answer.headers.remove(name: name) }
        guard let origin, let allowed = cors.allowedOrigin(origin) else { return }
        answer.headers.add(name: "access-control-allow-origin", value: allowed)
        add(cors.exposeHeaders, "access-control-expose-headers", to: &answer.headers)
        addCredentials(to: &answer.headers)
    }

    private func add(_ values: [String], _ name: String, to headers: inout HTTPHeaders) {
        if !values.isEmpty { headers.add(name: name, value: values.joined(separator: ",")) }
    }

    private func addCredentials(to headers: inout HTTPHeaders) {
        if cors.allowCredentials { headers.add(name: "access-control-allow-credentials", value: "true") }
    }

    private static let names = [
        "access-control-allow-origin", "access-control-allow-methods", "access-control-allow-headers",
        "access-control-allow-credentials", "access-control-expose-headers", "access-control-max-age",
    ]
}
