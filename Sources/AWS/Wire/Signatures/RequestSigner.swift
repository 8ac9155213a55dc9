import Crypto

/// Signs requests as AWS's clients do (Signature Version 4).
public struct RequestSigner: Sendable {
    private let accessKeyID: String
    private let secret: String
    private let region: String
    private let service: String

    public init(accessKeyID: String, secret: String, region: String, service: String) {
        self.accessKeyID = accessKeyID
        self.secret = secret
        self.region = region
        self.service = service
    }

    /// The headers that make a request a signed one, besides `Host`.
    ///
    /// - Parameters:
    ///   - target: percent-encoded, with its query.
    ///   - host: the value of the `Host` header.
    ///   - time: `20130524T000000Z`
    public func headers(
        _ method: String, _ target: String, host: String, body: [UInt8], time: String
    ) -> [String: String] {
        let hash = Hex.text(SHA256.hash(data: body))
        var headers = ["host": host, "x-amz-content-sha256": hash, "x-amz-date": time]
        let signed = headers.keys.sorted()
        let request = WireRequest(
            method: method, target: target, headers: WireHeaders(headers.map { .init($0.key, $0.value) }), body: body)
        let canonical = CanonicalRequest(
            request, signedHeaders: signed, payloadHash: hash, isS3: service == "s3")
        let date = String(time.prefix(8))
        let scope = "\(date)/\(region)/\(service)/aws4_request"
        let text = [Signature.algorithm, time, scope, canonical.hash].joined(separator: "\n")
        let signature = SigningKey(secret: secret, date: date, region: region, service: service).signature(of: text)
        headers["host"] = nil
        headers["authorization"] =
            "\(Signature.algorithm) Credential=\(accessKeyID)/\(scope), SignedHeaders=\(signed.joined(separator: ";")), "
            + "Signature=\(signature)"
        return headers
    }
}
