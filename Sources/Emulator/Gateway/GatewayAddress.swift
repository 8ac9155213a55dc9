import NIOHTTP1

/// Which API a request on the AWS endpoint is for, by the three ways there are to say it.
///
/// ```
/// Host: {id}.execute-api.{anything}            /{stage}/{path}
/// /restapis/{id}/{stage}/_user_request_/{path}
/// /_aws/execute-api/{id}/{stage}/{path}
/// ```
struct GatewayAddress: Equatable {
    var apiID: String
    /// Percent-encoded, beginning with the stage; that of the stage `$default` is taken off.
    var path: Substring

    /// nil if the request is not for an API.
    init?(_ request: HTTPRequest) {
        if let id = Self.apiID(host: request.headers.first(name: "host") ?? "") {
            self.init(apiID: id, path: request.path)
        } else if let rest = request.path.after("/restapis/") {
            self.init(userRequest: rest)
        } else if let rest = request.path.after("/_aws/execute-api/") {
            self.init(execute: rest)
        } else {
            return nil
        }
    }

    private init(apiID: some StringProtocol, path: Substring) {
        self.apiID = String(apiID)
        self.path = path
    }

    /// `{id}/{stage}/_user_request_/{path}`; anything else under `/restapis/` belongs to the control plane.
    private init?(userRequest text: Substring) {
        let parts = text.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[2] == "_user_request_" else { return nil }
        let path = text[parts[2].endIndex...]
        self.init(apiID: parts[0], path: Self.path(stage: parts[1], path))
    }

    /// `{id}/{stage}/{path}`
    private init?(execute text: Substring) {
        let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2 else { return nil }
        self.init(apiID: parts[0], path: Self.path(stage: parts[1], text[parts[1].endIndex...]))
    }

    private static func path(stage: Substring, _ rest: Substring) -> Substring {
        PercentCoding.decode(stage) == "$default" ? rest : "/\(stage)\(rest)"
    }

    private static func apiID(host: String) -> Substring? {
        let labels = host.split(separator: ".", maxSplits: 2)
        guard labels.count == 3, labels[1].lowercased() == "execute-api" else { return nil }
        return labels[0]
    }
}
