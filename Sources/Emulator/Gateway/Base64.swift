/// Base64 (RFC 4648, section 4), with padding.
package enum Base64 {
    package static func text(of bytes: some Collection<UInt8>) -> String {
        let length = (bytes.count + 2) / 3 * 4
        return String(unsafeUninitializedCapacity: length) { output in
            var position = 0
            var iterator = bytes.makeIterator()
            while let first = iterator.next() {
                let second = iterator.next()
                let third = second == nil ? nil : iterator.next()
                let group = UInt32(first) << 16 | UInt32(second ?? 0) << 8 | UInt32(third ?? 0)
                output[position] = digits[Int(group >> 18)]
                output[position + 1] = digits[Int(group >> 12 & 63)]
                output[position + 2] = second == nil ? padding : digits[Int(group >> 6 & 63)]
                output[position + 3] = third == nil ? padding : digits[Int(group & 63)]
                position += 4
            }
            return length
        }
    }

    /// The bytes that the text stands for; nil if it is not base64.
    ///
    /// Line breaks are skipped, as encoders of mail insert them; missing padding at the end is forgiven.
    package static func bytes(of text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 4 * 3)
        var group: UInt32 = 0
        var count = 0
        var paddingCount = 0
        for character in text.utf8 where character != UInt8(ascii: "\r") && character != UInt8(ascii: "\n") {
            if character == padding {
                paddingCount += 1
                continue
            }
            let value = values[Int(character)]
            guard value < 64, paddingCount == 0 else { return nil }
            group = group << 6 | UInt32(value)
            count += 1
            if count % 4 == 0 {
                bytes.append(UInt8(truncatingIfNeeded: group >> 16))
                bytes.append(UInt8(truncatingIfNeeded: group >> 8))
                bytes.append(UInt8(truncatingIfNeeded: group))
            }
        }
        let rest = count % 4
        guard rest != 1, paddingCount == 0 || rest + paddingCount == 4 else { return nil }
        if rest == 2 { bytes.append(UInt8(truncatingIfNeeded: group >> 4)) }
        if rest == 3 {
            bytes.append(UInt8(truncatingIfNeeded: group >> 10))
            bytes.append(UInt8(truncatingIfNeeded: group >> 2))
        }
        return bytes
    }

    private static let padding = UInt8(ascii: "=")
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The value of each digit; 255 for every other byte.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }()
}
