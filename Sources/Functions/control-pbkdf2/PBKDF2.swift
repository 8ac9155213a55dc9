import PBKDF2Endpoint

/// Key derivation as RFC 8018 section 5.2 describes it, step by step.
enum PBKDF2 {
    static func key(_ derivation: KeyDerivation) -> [UInt8] {
        switch derivation.hash {
        case .sha1: key(derivation, SHA1.self)
        case .sha256: key(derivation, SHA256.self)
        case .sha512: key(derivation, SHA512.self)
        }
    }

    /// T_1 || T_2 || ..., cut to the length of the key.
    private static func key<Hash: HashFunction>(_ derivation: KeyDerivation, _ hash: Hash.Type) -> [UInt8] {
        var key: [UInt8] = []
        var index: UInt32 = 1
        while key.count < derivation.keyLength {
            key += block(index, derivation, hash)
            index += 1
        }
        return Array(key.prefix(derivation.keyLength))
    }

    /// T_i = U_1 xor U_2 xor ... where U_1 is made of the salt and i, and each U of the one before.
    private static func block<Hash: HashFunction>(
        _ index: UInt32, _ derivation: KeyDerivation, _ hash: Hash.Type
    ) -> [UInt8] {
        var u = HMAC<Hash>.code(key: derivation.password, message: derivation.salt + index.bigEndianBytes)
        var block = u
        for _ in 1..<derivation.iterations {
            u = HMAC<Hash>.code(key: derivation.password, message: u)
            for place in block.indices { block[place] ^= u[place] }
        }
        return block
    }
}
