/// The compression of SHA-1 (FIPS 180-4 section 6.1) in plain Swift.
enum SHA1: Compression {
    static var initialState: [UInt32] { [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0] }

    /// The schedule is kept in a ring of sixteen words.
    @inline(__always)
    static func compress(
        _ state: UnsafeMutablePointer<UInt32>, _ block: UnsafePointer<UInt32>, scratch w: UnsafeMutablePointer<UInt32>
    ) {
        w.update(from: block, count: 16)
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
        for t in 0..<80 {
            if t >= 16 {
                w[t & 15] = (w[(t + 13) & 15] ^ w[(t + 8) & 15] ^ w[(t + 2) & 15] ^ w[t & 15]).rotated(31)
            }
            let next = a.rotated(27) &+ mix(t, b, c, d) &+ e &+ w[t & 15]
            (e, d, c, b, a) = (d, c, b.rotated(2), a, next)
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
        state[4] &+= e
    }

    /// The function of a round, with its constant added.
    @inline(__always)
    private static func mix(_ t: Int, _ b: UInt32, _ c: UInt32, _ d: UInt32) -> UInt32 {
        switch t {
        case ..<20: (d ^ (b & (c ^ d))) &+ 0x5A82_7999
        case ..<40: (b ^ c ^ d) &+ 0x6ED9_EBA1
        case ..<60: ((b & c) | (d & (b | c))) &+ 0x8F1B_BCDC
        default: (b ^ c ^ d) &+ 0xCA62_C1D6
        }
    }
}
