internal import AWSAPI
internal import JSON

/// Where a request's template comes from: its body, or an object in S3, which is read without any network.
enum TemplateSource {
    /// - Returns: nil where the request has none.
    static func text(_ input: Parameters, _ stacks: Stacks, _ call: Call) async throws(AWSError) -> String? {
        let body = try input.string("TemplateBody")
        let url = try input.string("TemplateURL")
        guard body == nil || url == nil else {
            throw .validation("You cannot specify both TemplateBody and TemplateURL.")
        }
        if let url { return try await object(url, stacks, call) }
        guard let body else { return nil }
        guard !body.isEmpty else {
            throw .constraint(body, at: "templateBody", "Member must have length greater than or equal to 1")
        }
        guard body.utf8.count <= TemplateLimits.maximumBodyBytes else {
            throw .constraint(
                "\(body.prefix(40))...", at: "templateBody",
                "Member must have length less than or equal to \(TemplateLimits.maximumBodyBytes)")
        }
        return body
    }

    /// As ``text(_:_:_:)``, for requests that must have one.
    static func required(_ input: Parameters, _ stacks: Stacks, _ call: Call) async throws(AWSError) -> String {
        guard let text = try await text(input, stacks, call) else {
            throw .validation("Either Template URL or Template Body must be specified.")
        }
        return text
    }

    private static func object(_ url: String, _ stacks: Stacks, _ call: Call) async throws(AWSError) -> String {
        guard let place = S3Address(url, endpoint: call.endpoint) else {
            throw .validation("TemplateURL must be a supported URL.")
        }
        let output: Output
        do {
            let input: JSON = ["Bucket": .string(place.bucket), "Key": .string(place.key)]
            output = try await stacks.directory.output("s3", "GetObject", Parameters(input), call)
        } catch {
            throw .validation(
                "S3 error: \(error.message)\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"
            )
        }
        let bytes = output.payload ?? []
        guard bytes.count <= TemplateLimits.maximumObjectBytes else {
            throw .validation("Template may not exceed \(TemplateLimits.maximumObjectBytes) bytes in size.")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .validation("Template format error: unsupported structure.")
        }
        return text
    }
}

/// The bucket and key that a URL of S3 means.
struct S3Address: Sendable, Hashable {
    var bucket: String
    var key: String

    /// Takes `https://s3[.-REGION].amazonaws.com/BUCKET/KEY`, `https://BUCKET.s3[.-REGION].amazonaws.com/KEY`, and the
    /// same on this machine, at any port: `http://127.0.0.1:4566/BUCKET/KEY`, `http://BUCKET.s3.localhost:4566/KEY`.
    ///
    /// - Parameter endpoint: where the caller reached us, which counts as this machine under whatever name.
    /// - Returns: nil for any other URL.
    init?(_ url: String, endpoint: String) {
        guard let parts = Self.parts(url), parts.path.utf8.count > 1 else { return nil }
        let own = Self.parts(endpoint)?.host
        guard let path = Self.unescaped(parts.path.dropFirst()) else { return nil }
        if let bucket = Self.bucket(in: parts.host, own: own) {
            self.init(bucket: bucket, key: path)
        } else if Self.isService(parts.host) || Self.isLocal(parts.host) || parts.host == own {
            guard let slash = path.firstIndex(of: "/") else { return nil }
            self.init(bucket: String(path[..<slash]), key: String(path[path.index(after: slash)...]))
        } else {
            return nil
        }
    }

    private init?(bucket: String, key: String) {
        guard !bucket.isEmpty, !key.isEmpty else { return nil }
        self.bucket = bucket
        self.key = key
    }

    private static func parts(_ url: String) -> (host: String, path: Substring)? {
        guard let scheme = ["https://", "http://"].first(where: url.hasPrefix) else { return nil }
        let rest = url.dropFirst(scheme.count).prefix { $0 != "?" && $0 != "#" }
        let authority = rest.prefix { $0 != "/" }
        let bracket = authority.lastIndex(of: "]")
        let colon = authority.lastIndex(of: ":").flatMap { colon in bracket.map { colon > $0 } ?? true ? colon : nil }
        let host = colon.map { authority[..<$0] } ?? authority
        return (host.lowercased(), rest.dropFirst(authority.count))
    }

    /// `s3.amazonaws.com`, `s3.eu-west-1.amazonaws.com`, `s3-eu-west-1.amazonaws.com`, `s3.dualstack...`
    private static func isService(_ host: some StringProtocol) -> Bool {
        (host.hasPrefix("s3.") || host.hasPrefix("s3-"))
            && (host.hasSuffix(".amazonaws.com") || host.hasSuffix(".amazonaws.com.cn") || isLocal(host))
    }

    private static func isLocal(_ host: some StringProtocol) -> Bool {
        host == "localhost" || host == "[::1]" || host.hasPrefix("127.") || host.hasSuffix(".localhost")
            || host.hasSuffix("localhost.localstack.cloud")
    }

    /// The bucket of `BUCKET.s3...`, and of `BUCKET.` before our own host.
    private static func bucket(in host: String, own: String?) -> String? {
        for (index, character) in zip(host.indices, host) where character == "." {
            let rest = host[host.index(after: index)...]
            if isService(rest) { return String(host[..<index]) }
        }
        if let own, !own.isEmpty, host.hasSuffix(".\(own)") { return String(host.dropLast(own.count + 1)) }
        return nil
    }

    private static func unescaped(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let digits = String(rest.prefix(2)), digits.utf8.count == 2, let value = UInt8(digits, radix: 16)
            else {
                return nil
            }
            rest = rest.dropFirst(2)
            bytes.append(value)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
