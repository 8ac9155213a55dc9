/// RFC 2104: H(key xor opad || H(key xor ipad || message)).
enum HMAC<Hash: HashFunction> {
    static func code(key: [UInt8], message: [UInt8]) -> [UInt8] {
        var key = key.count > Hash.blockBytes ? Hash.digest(key) : key
        key += repeatElement(0, count: Hash.blockBytes - key.count)
        let inner = Hash.digest(key.map { $0 ^ 0x36 } + message)
        return Hash.digest(key.map { $0 ^ 0x5C } + inner)
    }
}
