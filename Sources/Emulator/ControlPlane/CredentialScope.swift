import Cloud
import NIOHTTP1

/// Who asks, and where: read from a request's signature (Signature Version 4). The signature itself is not checked.
struct CredentialScope: Equatable {
    var accessKeyID: String
    var region: String
    var service: String

    /// From `Authorization: AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE/aws4_request, ...` or, for presigned
    /// URLs, `X-Amz-Credential` in the query; nil for unsigned requests.
    init?(_ request: HTTPRequest) {
        if let authorization = request.headers.first(name: "authorization") {
            guard let start = authorization.firstRange(of: "Credential=")?.upperBound else { return nil }
            self.init(credential: authorization[start...].prefix { $0 != "," && $0 != " " }, separator: "/")
        } else if let query = request.query {
            let parameter = query.split(separator: "&").first { $0.hasPrefix("X-Amz-Credential=") }
            guard let parameter else { return nil }
            let value = parameter.dropFirst("X-Amz-Credential=".utf8.count)
            self.init(credential: value, separator: value.contains("/") ? "/" : "%2F")
        } else {
            return nil
        }
    }

    private init?(credential: Substring, separator: String) {
        let parts = credential.ranges(of: separator).isEmpty ? [] : credential.split(separator: separator)
        guard parts.count == 5 else { return nil }
        accessKeyID = String(parts[0])
        region = String(parts[2])
        service = String(parts[3])
    }

    /// An access key id of 12 digits is taken as the account; any other key belongs to the default one.
    func scope(defaults: Scope) -> Scope {
        let isAccount = accessKeyID.utf8.count == 12 && accessKeyID.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return Scope(account: isAccount ? accessKeyID : defaults.account, region: region)
    }
}

extension String {
    fileprivate func firstRange(of other: String) -> Range<Index>? { ranges(of: other).first }
}
