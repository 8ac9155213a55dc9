/// About how wide text of 13 pixels is, in pixels: rather too wide, for nobody knows the reader's font.
enum TextWidth {
    static func of(_ text: String, isBold: Bool = false) -> Double {
        text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? isBold ? 8.8 : 7.9 : 15) }
    }

    /// What fits, with an ellipsis where something is left out.
    static func cut(_ text: String, to width: Double, isBold: Bool = false) -> String {
        guard of(text, isBold: isBold) > width else { return text }
        var (cut, rest) = ("", width - of("…", isBold: isBold))
        for character in text {
            rest -= of(String(character), isBold: isBold)
            if rest < 0 { break }
            cut.append(character)
        }
        return cut + "…"
    }
}
