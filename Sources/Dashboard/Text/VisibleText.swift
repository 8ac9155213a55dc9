/// Text in which nothing is hidden: whoever calls a function chooses what is shown of it, and could make lines look like
/// others by characters that reorder or erase them.
enum VisibleText {
    /// Control characters, and those that only steer how text is laid out, by number: `\u202E`. Line feeds and tabs stay.
    /// Control pictures (`␛`) would be shorter, but fonts lack them.
    static func of(_ text: String) -> String {
        guard text.utf8.contains(where: isSuspect) else { return text }
        var visible = ""
        visible.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if let replacement = replacement(scalar) {
                visible += replacement
            } else {
                visible.unicodeScalars.append(scalar)
            }
        }
        return visible
    }

    /// Whether a character that is replaced may begin with this byte of UTF-8.
    private static func isSuspect(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09, 0x0A: false
        case ..<0x20, 0x7F, 0xC2, 0xD8, 0xE2, 0xEF: true
        default: false
        }
    }

    private static func replacement(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x09, 0x0A: nil
        case 0x0D: "\\r"
        // Controls; Arabic letter mark, zero-width space, marks, embeddings, overrides and isolates; byte order mark.
        case ..<0x20, 0x7F...0x9F, 0x61C, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
            "\\u" + padded(String(scalar.value, radix: 16, uppercase: true))
        default: nil
        }
    }

    private static func padded(_ hex: String) -> String { String(repeating: "0", count: max(0, 4 - hex.count)) + hex }
}
