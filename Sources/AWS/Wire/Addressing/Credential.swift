/// What a request says of its signer (Signature Version 4); whether the signature is true is another question.
struct Credential: Sendable, Equatable {
    var accessKeyID: String
    /// `20260101`
    var date: String
    var region: String
    /// The service's signing name.
    var service: String

    /// From `Authorization: AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE/aws4_request, ...`, or from
    /// `X-Amz-Credential` in the query of presigned URLs; nil for unsigned requests.
    init?(_ request: WireRequest) {
        if let authorization = request.headers["authorization"] {
            guard let start = authorization.ranges(of: "Credential=").first?.upperBound else { return nil }
            self.init(scope: String(authorization[start...].prefix { $0 != "," && $0 != " " }))
        } else if let scope = request.queryValue("X-Amz-Credential") {
            self.init(scope: scope)
        } else {
            return nil
        }
    }

    init?(scope: String) {
        let parts = scope.split(separator: "/", omittingEmptySubsequences: false)
        // An access key id may hold slashes: it is what stands before the last four.
        guard parts.count >= 5, parts.last == "aws4_request" else { return nil }
        let tail = parts.suffix(4)
        accessKeyID = parts.dropLast(4).joined(separator: "/")
        date = String(tail[tail.startIndex])
        region = String(tail[tail.startIndex + 1])
        service = String(tail[tail.startIndex + 2])
    }
}
