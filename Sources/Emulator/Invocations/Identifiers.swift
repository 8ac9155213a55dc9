import Synchronization

/// Hexadecimal text of fixed width, lower case.
enum Hex {
    static func text(of value: UInt64, digits: Int) -> String {
        String(unsafeUninitializedCapacity: digits) { buffer in
            var rest = value
            for index in stride(from: digits - 1, through: 0, by: -1) {
                buffer[index] = digit(UInt8(truncatingIfNeeded: rest & 15))
                rest >>= 4
            }
            return digits
        }
    }

    static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}

/// Random numbers for names: unlike each other, though not secret.
///
/// SplitMix64 (Steele, Lea, Flood 2014), seeded by the system once: asking the kernel for each number costs a system
/// call.
enum RandomBits {
    private static let state = Mutex(UInt64.random(in: .min ... .max))

    static func next() -> UInt64 {
        var mixed = state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            return state
        }
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// Random UUIDs (RFC 9562, version 4) as lower-case text: request ids.
package enum RequestID {
    package static func generate() -> String {
        text(high: RandomBits.next(), low: RandomBits.next())
    }

    /// 128 bits with version and variant put in their places.
    static func text(high: UInt64, low: UInt64) -> String {
        let high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var position = 0
            for nibble in 0..<32 {
                if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
                    buffer[position] = 0x2D
                    position += 1
                }
                let word = nibble < 16 ? high : low
                buffer[position] = Hex.digit(UInt8(truncatingIfNeeded: word >> UInt64(60 - nibble % 16 * 4) & 15))
                position += 1
            }
            return 36
        }
    }
}
