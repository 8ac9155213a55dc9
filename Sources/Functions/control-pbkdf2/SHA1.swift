/// FIPS 180-4 section 6.1. Broken for signatures; within PBKDF2 only old data should still need it.
enum SHA1: HashFunction {
    static let blockBytes = 64

    static func digest(_ message: [UInt8]) -> [UInt8] {
        var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
        let message = padded(message)
        for start in stride(from: 0, to: message.count, by: blockBytes) {
            compress(message[start..<(start + blockBytes)], into: &state)
        }
        return state.flatMap(\.bigEndianBytes)
    }

    private static func compress(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
        var w = stride(from: block.startIndex, to: block.endIndex, by: 4).map {
            UInt32(bigEndianBytes: block[$0..<($0 + 4)])
        }
        for t in 16..<80 { w.append((w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16]).rotatedLeft(1)) }

        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
        for t in 0..<80 {
            let (f, k) = mix(t, b, c, d)
            let next = a.rotatedLeft(5) &+ f &+ e &+ k &+ w[t]
            (a, b, c, d, e) = (next, a, b.rotatedLeft(30), c, d)
        }
        for (place, value) in [a, b, c, d, e].enumerated() { state[place] &+= value }
    }

    /// The function and the constant of a round.
    private static func mix(_ t: Int, _ b: UInt32, _ c: UInt32, _ d: UInt32) -> (f: UInt32, k: UInt32) {
        switch t {
        case ..<20: ((b & c) ^ (~b & d), 0x5A82_7999)
        case ..<40: (b ^ c ^ d, 0x6ED9_EBA1)
        case ..<60: ((b & c) ^ (b & d) ^ (c & d), 0x8F1B_BCDC)
        default: (b ^ c ^ d, 0xCA62_C1D6)
        }
    }
}
