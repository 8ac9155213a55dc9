/// The compression of SHA-1 (FIPS 180-4 section 6.1) in plain Swift.
enum SHA1: Compression {
    static var initialState: [UInt32] { [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0] }

    /// Eighty rounds, twenty with each of four functions: a loop for each keeps decisions out of the rounds.
    @inline(__always)
    static func compress(
        _ state: UnsafeMutablePointer<UInt32>, _ block: UnsafePointer<UInt32>, scratch w: UnsafeMutablePointer<UInt32>
    ) {
        w.update(from: block, count: 16)
        var v = Variables(a: state[0], b: state[1], c: state[2], d: state[3], e: state[4])
        for t in 0..<16 { v.round(w[t], 0x5A82_7999, v.d ^ (v.b & (v.c ^ v.d))) }
        for t in 16..<20 { v.round(extend(w, t), 0x5A82_7999, v.d ^ (v.b & (v.c ^ v.d))) }
        for t in 20..<40 { v.round(extend(w, t), 0x6ED9_EBA1, v.b ^ v.c ^ v.d) }
        for t in 40..<60 { v.round(extend(w, t), 0x8F1B_BCDC, (v.b & v.c) | (v.d & (v.b | v.c))) }
        for t in 60..<80 { v.round(extend(w, t), 0xCA62_C1D6, v.b ^ v.c ^ v.d) }
        state[0] &+= v.a
        state[1] &+= v.b
        state[2] &+= v.c
        state[3] &+= v.d
        state[4] &+= v.e
    }

    private struct Variables {
        var a, b, c, d, e: UInt32

        @inline(__always)
        mutating func round(_ word: UInt32, _ constant: UInt32, _ function: UInt32) {
            let next = a.rotated(27) &+ function &+ e &+ constant &+ word
            (e, d, c, b, a) = (d, c, b.rotated(2), a, next)
        }
    }

    /// The schedule is kept in a ring of sixteen words.
    @inline(__always)
    private static func extend(_ w: UnsafeMutablePointer<UInt32>, _ t: Int) -> UInt32 {
        let word = (w[(t + 13) & 15] ^ w[(t + 8) & 15] ^ w[(t + 2) & 15] ^ w[t & 15]).rotated(31)
        w[t & 15] = word
        return word
    }
}
