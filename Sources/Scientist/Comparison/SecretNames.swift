/// Names of headers, parameters and members that by themselves say that the value is a secret.
///
/// Every header and every member of every body is asked about, so this looks at bytes and makes no strings.
enum SecretNames {
    /// Parts of names, without `-` and `_`, in lower case; by their first byte, with which most letters of most names do
    /// not begin any.
    private static let parts = Dictionary(
        grouping: [
            "password", "passwd", "passphrase", "secret", "apikey", "authorization", "cookie", "credential",
            "privatekey", "accesskey", "accesstoken", "refreshtoken", "idtoken", "securitytoken", "sessiontoken",
            "authtoken",
        ].map { Array($0.utf8) }, by: \.[0])
    /// Whole names.
    private static let words = Set(
        ["token", "pwd", "pin", "salt", "key", "derivedkey", "session", "sessionid"].map { Array($0.utf8) })

    static func include(_ name: String) -> Bool {
        let plain = name.utf8.compactMap(plain)
        return words.contains(plain)
            || plain.indices.contains { start in
                parts[plain[start]]?.contains { plain[start...].starts(with: $0) } == true
            }
    }

    /// ASCII only: no name above has other letters.
    private static func plain(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "_"): nil
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        default: byte
        }
    }
}
