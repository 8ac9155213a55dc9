import Cloud
import NIOHTTP1

/// What a function URL's CORS settings add to answers, and its answer to a browser that asks before it sends.
///
/// Source: AWS Lambda Developer Guide, "Cross-origin resource sharing (CORS)" of function URLs; Fetch Standard.
struct FunctionURLCORS {
    private let cors: FunctionURL.CORS
    private let origin: String

    /// nil for a URL without CORS settings and for a request that no browser's script has sent.
    init?(_ cors: FunctionURL.CORS?, _ request: HTTPRequest) {
        guard let cors, let origin = request.headers.first(name: "origin") else { return nil }
        self.cors = cors
        self.origin = origin
    }

    /// The answer to a preflight, which never reaches the function; nil for other requests.
    func preflight(_ request: HTTPRequest) -> HTTPAnswer? {
        guard request.method == .OPTIONS, request.headers.contains(name: "access-control-request-method") else {
            return nil
        }
        var headers = self.headers
        if isAllowed {
            headers += named("Access-Control-Allow-Methods", cors.allowMethods)
            headers += named("Access-Control-Allow-Headers", cors.allowHeaders)
            if let age = cors.maxAge { headers.append(("Access-Control-Max-Age", String(age))) }
        }
        return HTTPAnswer(status: .ok, headers: HTTPHeaders(headers))
    }

    /// Takes the place of what the function says of the same.
    func add(to answer: inout HTTPAnswer) {
        for (name, value) in headers { answer.headers.replaceOrAdd(name: name, value: value) }
    }

    private var headers: [(String, String)] {
        guard isAllowed else { return [] }
        var headers = [("Access-Control-Allow-Origin", cors.allowOrigins == ["*"] ? "*" : origin)]
        if cors.allowOrigins != ["*"] { headers.append(("Vary", "Origin")) }
        if cors.allowCredentials == true { headers.append(("Access-Control-Allow-Credentials", "true")) }
        return headers + named("Access-Control-Expose-Headers", cors.exposeHeaders)
    }

    private var isAllowed: Bool {
        (cors.allowOrigins ?? []).contains { $0 == "*" || $0.lowercased() == origin.lowercased() }
    }

    private func named(_ name: String, _ values: [String]?) -> [(String, String)] {
        guard let values, !values.isEmpty else { return [] }
        return [(name, values.joined(separator: ","))]
    }
}
