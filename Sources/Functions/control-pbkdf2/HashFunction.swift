/// A hash function of the SHA family (FIPS 180-4).
protocol HashFunction {
    /// How many bytes it takes at a time.
    static var blockBytes: Int { get }
    static func digest(_ message: [UInt8]) -> [UInt8]
}

extension HashFunction {
    /// The message, a one bit, zeros, and the length in bits, so that whole blocks result (FIPS 180-4 section 5.1).
    /// The length field has an eighth of a block.
    static func padded(_ message: [UInt8]) -> [UInt8] {
        let lengthBytes = blockBytes / 8
        var padded = message + [0x80]
        while padded.count % blockBytes != blockBytes - lengthBytes { padded.append(0) }
        padded += repeatElement(0, count: lengthBytes - 8)
        return padded + UInt64(message.count * 8).bigEndianBytes
    }
}

extension FixedWidthInteger {
    var bigEndianBytes: [UInt8] {
        stride(from: Self.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: self >> Self($0)) }
    }

    /// From as many bytes as it has, the first one being the highest.
    init(bigEndianBytes bytes: ArraySlice<UInt8>) {
        self = bytes.reduce(0) { $0 << 8 | Self($1) }
    }

    func rotatedLeft(_ bits: Int) -> Self { self << Self(bits) | self >> Self(Self.bitWidth - bits) }
    func rotatedRight(_ bits: Int) -> Self { self >> Self(bits) | self << Self(Self.bitWidth - bits) }
}
