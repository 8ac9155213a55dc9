/// Percent-encoding (RFC 3986) as URLs and query strings carry it.
package enum PercentCoding {
    /// The text that an encoded part of a URL stands for.
    ///
    /// A percent sign that two hexadecimal digits do not follow stays as it is; bytes that are not UTF-8 become U+FFFD.
    ///
    /// - Parameter plusIsSpace: as in the query strings of forms.
    package static func decode(_ text: Substring, plusIsSpace: Bool = false) -> String {
        let needsWork = text.utf8.contains { $0 == percent || (plusIsSpace && $0 == plus) }
        guard needsWork else { return String(text) }

        let encoded = Array(text.utf8)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(encoded.count)
        var index = 0
        while index < encoded.count {
            let byte = encoded[index]
            if byte == percent, index + 2 < encoded.count,
                let high = hexValue(encoded[index + 1]), let low = hexValue(encoded[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(plusIsSpace && byte == plus ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    /// 0 to 15, or nil if the character is no hexadecimal digit.
    static func hexValue(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static let percent = UInt8(ascii: "%")
    private static let plus = UInt8(ascii: "+")
}
