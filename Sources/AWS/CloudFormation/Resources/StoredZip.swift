/// A zip of one file, not compressed, with a fixed time: the same contents give the same bytes.
///
/// Source: PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
struct StoredZip {
    let bytes: [UInt8]

    init(name: String, contents: [UInt8]) {
        let size = UInt32(clamping: contents.count)
        // Version 2.0, no flags, stored; 1 January 1980; checksum, both sizes, length of the name.
        var common: [UInt8] = Self.little(20, 2) + Self.little(0, 2) + Self.little(0, 2)
        common += Self.little(0, 2) + Self.little(0x21, 2) + Self.little(Self.checksum(contents), 4)
        common += Self.little(size, 4) + Self.little(size, 4) + Self.little(UInt32(name.utf8.count), 2)
        let local = Self.little(0x0403_4B50, 4) + common + Self.little(0, 2) + Array(name.utf8) + contents
        // Made by Unix; no extra field, comment or disk; a regular file that all may read.
        var central = Self.little(0x0201_4B50, 4) + Self.little(0x0314, 2) + common
        central += Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2)
        central += Self.little(0o100_644 << 16, 4) + Self.little(0, 4) + Array(name.utf8)
        var end = Self.little(0x0605_4B50, 4) + Self.little(0, 2) + Self.little(0, 2) + Self.little(1, 2)
        end += Self.little(1, 2) + Self.little(UInt32(central.count), 4) + Self.little(UInt32(local.count), 4)
        end += Self.little(0, 2)
        bytes = local + central + end
    }

    private static func little(_ value: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }

    /// CRC-32.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}
