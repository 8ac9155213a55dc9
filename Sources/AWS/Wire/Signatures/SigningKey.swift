import Crypto

/// The key of one day, region and service, made of a secret.
struct SigningKey {
    private let key: SymmetricKey

    init(secret: String, date: String, region: String, service: String) {
        var key = SymmetricKey(data: Array("AWS4\(secret)".utf8))
        for part in [date, region, service, "aws4_request"] {
            key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
        }
        self.key = key
    }

    /// In hexadecimal.
    func signature(of text: String) -> String {
        Hex.text(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }
}
