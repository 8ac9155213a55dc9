/// What to derive a key from, already checked.
public struct KeyDerivation: Sendable {
    /// The hash function within the pseudo-random function, which is always HMAC.
    public enum Hash: String, Sendable, CaseIterable {
        case sha1 = "SHA-1"
        case sha256 = "SHA-256"
        case sha512 = "SHA-512"
    }

    public let hash: Hash
    public let password: [UInt8]
    public let salt: [UInt8]
    public let iterations: Int
    /// In bytes.
    public let keyLength: Int

    public init(hash: Hash, password: [UInt8], salt: [UInt8], iterations: Int, keyLength: Int) {
        self.hash = hash
        self.password = password
        self.salt = salt
        self.iterations = iterations
        self.keyLength = keyLength
    }
}

extension KeyDerivation.Hash {
    /// How long its digest is.
    public var digestBytes: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha512: 64
        }
    }

    /// From any common spelling: `SHA-256`, `sha256`, `HMAC-SHA-256`, `HmacSHA256`.
    init?(spelling: String) {
        let letters = spelling.uppercased().filter { $0 != "-" && $0 != "_" }
        let name = letters.hasPrefix("HMAC") ? String(letters.dropFirst(4)) : letters
        switch name {
        case "SHA1": self = .sha1
        case "SHA256": self = .sha256
        case "SHA512": self = .sha512
        default: return nil
        }
    }
}
