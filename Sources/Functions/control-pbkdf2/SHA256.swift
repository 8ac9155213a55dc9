/// FIPS 180-4 section 6.2.
enum SHA256: HashFunction {
    static let blockBytes = 64

    static func digest(_ message: [UInt8]) -> [UInt8] {
        var state = initialState
        let message = padded(message)
        for start in stride(from: 0, to: message.count, by: blockBytes) {
            compress(message[start..<(start + blockBytes)], into: &state)
        }
        return state.flatMap(\.bigEndianBytes)
    }

    private static func compress(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
        let w = schedule(block)
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for t in 0..<64 {
            let sum1 = e.rotatedRight(6) ^ e.rotatedRight(11) ^ e.rotatedRight(25)
            let choice = (e & f) ^ (~e & g)
            let next1 = h &+ sum1 &+ choice &+ roundConstants[t] &+ w[t]
            let sum0 = a.rotatedRight(2) ^ a.rotatedRight(13) ^ a.rotatedRight(22)
            let majority = (a & b) ^ (a & c) ^ (b & c)
            (e, f, g, h) = (d &+ next1, e, f, g)
            (a, b, c, d) = (next1 &+ sum0 &+ majority, a, b, c)
        }
        for (place, value) in [a, b, c, d, e, f, g, h].enumerated() { state[place] &+= value }
    }

    /// The block's sixteen words and what follows from them, one word a round.
    private static func schedule(_ block: ArraySlice<UInt8>) -> [UInt32] {
        var w = stride(from: block.startIndex, to: block.endIndex, by: 4).map {
            UInt32(bigEndianBytes: block[$0..<($0 + 4)])
        }
        for t in 16..<64 {
            let sigma0 = w[t - 15].rotatedRight(7) ^ w[t - 15].rotatedRight(18) ^ w[t - 15] >> 3
            let sigma1 = w[t - 2].rotatedRight(17) ^ w[t - 2].rotatedRight(19) ^ w[t - 2] >> 10
            w.append(w[t - 16] &+ sigma0 &+ w[t - 7] &+ sigma1)
        }
        return w
    }

    /// The fractions of the square roots of the first 8 primes.
    private static let initialState: [UInt32] = [
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
    ]

    /// The fractions of the cube roots of the first 64 primes.
    private static let roundConstants: [UInt32] = [
        0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
        0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
        0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
        0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
        0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
        0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
        0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
        0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
    ]
}
