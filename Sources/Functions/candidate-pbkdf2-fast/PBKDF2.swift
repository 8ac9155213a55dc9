import PBKDF2Endpoint

/// Key derivation (RFC 8018 section 5.2) with two compressions per iteration and no memory taken in the chain.
enum PBKDF2 {
    static func key(_ derivation: KeyDerivation) -> [UInt8] {
        switch derivation.hash {
        case .sha1: key(derivation, SHA1.self)
        case .sha256 where SHA256WithExtensions.isAvailable: key(derivation, SHA256WithExtensions.self)
        case .sha256: key(derivation, SHA256.self)
        case .sha512: key(derivation, SHA512.self)
        }
    }

    /// With a hash of the caller's choice; tests compare them.
    static func key<Hash: Compression>(_ derivation: KeyDerivation, _ hash: Hash.Type) -> [UInt8] {
        let keyed = KeyedHash<Hash>(key: derivation.password)
        var key: [UInt8] = []
        var index: UInt32 = 1
        while key.count < derivation.keyLength {
            let salt = derivation.salt + withUnsafeBytes(of: index.bigEndian) { Array($0) }
            let chain = Chain(keyed, first: keyed.code(salt))
            key += KeyedHash<Hash>.bytes(chain.sum(iterations: derivation.iterations))
            index += 1
        }
        return Array(key.prefix(derivation.keyLength))
    }
}
