/// A cyclic redundancy check, reflected, beginning and ending inverted, eight bytes at a time.
///
/// Sources: RFC 1952 (CRC-32), RFC 3720 (CRC-32C), NVM Express base specification (CRC-64/NVME).
struct CRC<Word: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    /// Eight tables of 256: what a byte does to the remainder that many bytes later.
    private let tables: [Word]

    init(reflectedPolynomial polynomial: Word) {
        var tables = [Word](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var word = Word(byte)
            for _ in 0..<8 { word = word & 1 == 1 ? word >> 1 ^ polynomial : word >> 1 }
            tables[byte] = word
        }
        for table in 1..<8 {
            for byte in 0..<256 {
                let earlier = tables[(table - 1) * 256 + byte]
                tables[table * 256 + byte] = earlier >> 8 ^ tables[Int(earlier & 0xFF)]
            }
        }
        self.tables = tables
    }

    func value(_ bytes: [UInt8]) -> Word {
        update(0, bytes)
    }

    /// The check of bytes that follow others, whose check is known.
    func update(_ value: Word, _ bytes: [UInt8]) -> Word {
        bytes.withUnsafeBytes { bytes in
            tables.withUnsafeBufferPointer { tables in
                var remainder = UInt64(truncatingIfNeeded: ~value)
                var index = 0
                while index + 8 <= bytes.count {
                    let next = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                    let mixed = next ^ remainder
                    var word = Word(0)
                    for table in 0..<8 {
                        word ^= tables[(7 - table) * 256 + Int(truncatingIfNeeded: mixed >> (8 * UInt64(table)) & 0xFF)]
                    }
                    remainder = UInt64(truncatingIfNeeded: word)
                    index += 8
                }
                while index < bytes.count {
                    let byte = UInt8(truncatingIfNeeded: remainder) ^ bytes[index]
                    remainder = remainder >> 8 ^ UInt64(truncatingIfNeeded: tables[Int(byte)])
                    index += 1
                }
                return ~Word(truncatingIfNeeded: remainder)
            }
        }
    }
}

enum CRCs {
    static let crc32 = CRC<UInt32>(reflectedPolynomial: 0xEDB8_8320)
    static let crc32C = CRC<UInt32>(reflectedPolynomial: 0x82F6_3B78)
    static let crc64NVME = CRC<UInt64>(reflectedPolynomial: 0x9A6C_9329_AC4B_C9B5)
}
