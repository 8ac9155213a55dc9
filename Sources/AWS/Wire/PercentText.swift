/// Percent-encoding (RFC 3986).
enum PercentText {
    /// What an encoded text stands for. A percent sign that two hexadecimal digits do not follow stays as it is; bytes that
    /// are not UTF-8 become U+FFFD.
    static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String {
        guard text.utf8.contains(where: { $0 == percent || (plusIsSpace && $0 == plus) }) else { return String(text) }
        let encoded = Array(text.utf8)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(encoded.count)
        var index = 0
        while index < encoded.count {
            let byte = encoded[index]
            if byte == percent, index + 2 < encoded.count, let high = Hex.value(encoded[index + 1]),
                let low = Hex.value(encoded[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(plusIsSpace && byte == plus ? 0x20 : byte)
                index += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    /// All but unreserved characters encoded, with upper-case digits, as Signature Version 4 wants it.
    ///
    /// - Parameter keepsSlashes: as in paths.
    static func encode(_ text: some StringProtocol, keepsSlashes: Bool = false) -> String {
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: encoded.append(byte)
            case 0x2F where keepsSlashes: encoded.append(byte)
            default: encoded += [percent, Hex.upper(byte >> 4), Hex.upper(byte & 15)]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static let percent = UInt8(ascii: "%")
    private static let plus = UInt8(ascii: "+")
}

/// Hexadecimal digits.
enum Hex {
    /// 0 to 15; nil for a byte that is no digit.
    static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    static func upper(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

    /// Lower case, two digits for each byte.
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            for digit in [byte >> 4, byte & 15] { text.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
