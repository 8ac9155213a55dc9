/// HMAC (RFC 2104) with the key's half of the work done once: the states after the inner and the outer padded key.
struct KeyedHash<Hash: Compression> {
    let inner: [Hash.Word]
    let outer: [Hash.Word]

    init(key: [UInt8]) {
        let key = key.count > Hash.blockBytes ? Self.digest(of: key) : key
        let block = key + [UInt8](repeating: 0, count: Hash.blockBytes - key.count)
        inner = Self.absorb(block.map { $0 ^ 0x36 }, into: Hash.initialState)
        outer = Self.absorb(block.map { $0 ^ 0x5C }, into: Hash.initialState)
    }

    /// The code of a message, as words.
    func code(_ message: [UInt8]) -> [Hash.Word] {
        let digest = Self.absorb(Self.padded(message, after: Hash.blockBytes), into: inner)
        return Self.absorb(Self.padded(Self.bytes(digest), after: Hash.blockBytes), into: outer)
    }

    /// Words as bytes, the highest byte of each first.
    static func bytes(_ words: [Hash.Word]) -> [UInt8] {
        words.flatMap { word in withUnsafeBytes(of: word.bigEndian) { Array($0) } }
    }

    private static func digest(of message: [UInt8]) -> [UInt8] {
        bytes(absorb(padded(message, after: 0), into: Hash.initialState))
    }

    /// Padding by FIPS 180-4 section 5.1; the length counts the bytes that went before, too. Its field has two words,
    /// of which lengths of ours fill only the second.
    private static func padded(_ message: [UInt8], after: Int) -> [UInt8] {
        var padded = message + [0x80]
        while padded.count % Hash.blockBytes != Hash.blockBytes - 2 * Hash.wordBytes { padded.append(0) }
        return padded + bytes([0, Hash.Word((after + message.count) * 8)])
    }

    private static func absorb(_ message: [UInt8], into state: [Hash.Word]) -> [Hash.Word] {
        var state = state
        var scratch = [Hash.Word](repeating: 0, count: 16)
        for start in stride(from: 0, to: message.count, by: Hash.blockBytes) {
            let block = message[start..<(start + Hash.blockBytes)]
            Hash.compress(&state, words(block), scratch: &scratch)
        }
        return state
    }

    private static func words(_ bytes: ArraySlice<UInt8>) -> [Hash.Word] {
        stride(from: bytes.startIndex, to: bytes.endIndex, by: Hash.wordBytes).map { start in
            bytes[start..<(start + Hash.wordBytes)].reduce(0) { $0 << 8 | Hash.Word($1) }
        }
    }
}
