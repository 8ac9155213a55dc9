internal import Mustache

/// Escapes for HTML, byte by byte, and makes visible what would not be: see ``VisibleText``.
///
/// The template engine's own way looks at characters, and `"` with a combining accent is another character than `"`: it
/// would end an attribute. It also falls back to that way in every partial, so each template begins with ``pragma``.
struct SafeHTML: MustacheContentType {
    private static let name = "UNDERSTUDY_HTML"
    static let pragma = "{{% CONTENT_TYPE:\(name)}}"

    static func register() {
        MustacheContentTypes.register(SafeHTML(), named: name)
    }

    func escapeText(_ text: String) -> String { Self.escape(text) }

    /// For people.
    static func escape(_ text: String) -> String { verbatim(VisibleText.of(text)) }

    /// For what comes back as it is: values of forms.
    static func verbatim(_ text: String) -> String {
        guard text.utf8.contains(where: { replacement($0) != nil }) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 32)
        for byte in text.utf8 {
            if let replacement = replacement(byte) {
                bytes.append(contentsOf: replacement.utf8)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func replacement(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}
