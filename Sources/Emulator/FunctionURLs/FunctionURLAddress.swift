import NIOHTTP1

/// Which function URL a request is for, and the path that its function sees.
///
/// ```
/// Host: {id}.lambda-url.{anything}             /{path}
/// /_aws/lambda-url/{id}/{path}
/// ```
struct FunctionURLAddress: Equatable {
    var id: String
    /// Percent-encoded, as it came.
    var path: Substring

    /// nil if the request is for no function URL.
    init?(_ request: HTTPRequest) {
        if let id = Self.id(host: request.headers.first(name: "host") ?? "") {
            self.id = id
            path = request.path
        } else if let rest = request.path.after("/_aws/lambda-url/") {
            let slash = rest.firstIndex(of: "/") ?? rest.endIndex
            id = String(rest[..<slash])
            path = slash == rest.endIndex ? "/" : rest[slash...]
        } else {
            return nil
        }
    }

    private static func id(host: String) -> String? {
        let labels = host.split(separator: ".", maxSplits: 2)
        guard labels.count == 3, labels[1].lowercased() == "lambda-url" else { return nil }
        return labels[0].lowercased()
    }
}
