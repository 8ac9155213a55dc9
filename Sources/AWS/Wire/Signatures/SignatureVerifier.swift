import AWSAPI
import Crypto

/// Holds requests against their signatures (Signature Version 4), in headers and in presigned URLs, chunks included.
public struct SignatureVerifier: Sendable {
    /// What belongs to an access key.
    public struct Secret: Sendable {
        var secret: String
        /// The session token that must come with a temporary key.
        var token: String?
        /// In milliseconds since 1970; nil for keys that last.
        var expires: Int?

        public init(_ secret: String, token: String? = nil, expires: Int? = nil) {
            self.secret = secret
            self.token = token
            self.expires = expires
        }
    }

    /// How far the clocks of client and service may be apart.
    static let toleranceMilliseconds = 15 * 60 * 1000

    private let secret: @Sendable (_ accessKeyID: String) -> Secret?

    /// - Parameter secret: nil for a key that nobody has.
    public init(secret: @escaping @Sendable (_ accessKeyID: String) -> Secret?) { self.secret = secret }

    /// - Parameter now: in milliseconds since 1970.
    /// - Throws: what AWS says in the words of the service's protocol.
    func verify(_ request: WireRequest, for service: Service, now: Int) throws(AWSError) {
        let words = SignatureRefusal(service.wire)
        let signature: Signature
        do {
            signature = try Signature(request)
        } catch {
            throw words.malformed(error)
        }
        guard let secret = secret(signature.credential.accessKeyID) else { throw words.unknownKey(signature) }
        try checkTime(signature, now, words)
        try checkToken(request, secret, now, words)
        guard signature.signedHeaders.contains("host"), signature.credential.service == service.signingName else {
            throw words.mismatch(signature)
        }
        let key = signature.key(secret.secret)
        let hash = Self.payloadHash(request, signature, service)
        let canonical = CanonicalRequest(
            request, signedHeaders: signature.signedHeaders, payloadHash: hash, isS3: service.isS3)
        guard key.signature(of: signature.stringToSign(canonical)) == signature.text else {
            throw words.mismatch(signature)
        }
        try checkBody(request, hash, signature, key, words)
    }

    private func checkTime(_ signature: Signature, _ now: Int, _ words: SignatureRefusal) throws(AWSError) {
        guard let time = signature.time, signature.date.hasPrefix(signature.credential.date) else {
            throw words.mismatch(signature)
        }
        if let seconds = signature.expiresSeconds {
            guard now <= time + seconds * 1000, time <= now + Self.toleranceMilliseconds else {
                throw words.expired(signature, time, now)
            }
        } else if abs(now - time) > Self.toleranceMilliseconds {
            throw words.skewed(signature, time, now)
        }
    }

    private func checkToken(
        _ request: WireRequest, _ secret: Secret, _ now: Int, _ words: SignatureRefusal
    ) throws(AWSError) {
        guard let token = secret.token else { return }
        guard (request.headers["x-amz-security-token"] ?? request.queryValue("X-Amz-Security-Token")) == token else {
            throw words.wrongToken
        }
        if let expires = secret.expires, expires <= now { throw words.expiredToken }
    }

    // MARK: Bodies

    private static func payloadHash(_ request: WireRequest, _ signature: Signature, _ service: Service) -> String {
        if let sent = request.headers["x-amz-content-sha256"] { return sent }
        if service.isS3 && signature.isPresigned { return "UNSIGNED-PAYLOAD" }
        return sha256(request.body)
    }

    private func checkBody(
        _ request: WireRequest, _ hash: String, _ signature: Signature, _ key: SigningKey, _ words: SignatureRefusal
    ) throws(AWSError) {
        if hash.hasPrefix("STREAMING-AWS4-HMAC-SHA256-PAYLOAD") {
            try checkChunks(request, signature, key, words)
        } else if hash.utf8.count == 64, hash.lowercased() != Self.sha256(request.body) {
            throw words.wrongBody(sent: hash, computed: Self.sha256(request.body))
        }
    }

    /// Each chunk is signed together with the signature before it.
    private func checkChunks(
        _ request: WireRequest, _ signature: Signature, _ key: SigningKey, _ words: SignatureRefusal
    ) throws(AWSError) {
        var previous = signature.text
        for chunk in try ChunkedBody(request.body).chunks {
            let text = [
                "AWS4-HMAC-SHA256-PAYLOAD", signature.date, signature.scope, previous, Self.sha256([]),
                Self.sha256(request.body[chunk.range]),
            ].joined(separator: "\n")
            let expected = key.signature(of: text)
            guard chunk.signature == expected else { throw words.mismatch(signature) }
            previous = expected
        }
    }

    private static func sha256(_ bytes: some Collection<UInt8>) -> String {
        Hex.text(SHA256.hash(data: Array(bytes)))
    }
}
