extension JSON {
    /// Writes compact JSON. Of a string only quotes, backslashes and control characters are escaped.
    public func write(into bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let text): bytes.append(contentsOf: text.utf8)
        case .string(let text): JSON.writeString(text, into: &bytes)
        case .array(let elements):
            bytes.append(0x5B)
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                element.write(into: &bytes)
            }
            bytes.append(0x5D)
        case .object(let members):
            bytes.append(0x7B)
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                JSON.writeString(member.key, into: &bytes)
                bytes.append(0x3A)
                member.value.write(into: &bytes)
            }
            bytes.append(0x7D)
        }
    }

    /// The compact form in UTF-8.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(into: &bytes)
        return bytes
    }

    /// The compact form.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// A string in quotes, escaped.
    public static func writeString(_ string: String, into bytes: inout [UInt8]) {
        bytes.append(0x22)
        for byte in string.utf8 {
            switch byte {
            case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, byte])
            case 0x08: bytes.append(contentsOf: [0x5C, 0x62])
            case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
            case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
            case 0x0C: bytes.append(contentsOf: [0x5C, 0x66])
            case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
            case ..<0x20: bytes.append(contentsOf: [0x5C, 0x75, 0x30, 0x30, hexDigit(byte >> 4), hexDigit(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

    /// For people: a member or element to a line, indented by two spaces.
    public var prettyText: String {
        var bytes: [UInt8] = []
        writePretty(into: &bytes, indent: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func writePretty(into bytes: inout [UInt8], indent: Int) {
        switch self {
        case .array(let elements) where !elements.isEmpty:
            JSON.writeLines(elements, open: 0x5B, close: 0x5D, indent: indent, into: &bytes) { element, bytes in
                element.writePretty(into: &bytes, indent: indent + 2)
            }
        case .object(let members) where !members.isEmpty:
            JSON.writeLines(members, open: 0x7B, close: 0x7D, indent: indent, into: &bytes) { member, bytes in
                JSON.writeString(member.key, into: &bytes)
                bytes.append(contentsOf: [0x3A, 0x20])
                member.value.writePretty(into: &bytes, indent: indent + 2)
            }
        case .null, .bool, .number, .string, .array, .object:
            write(into: &bytes)
        }
    }

    private static func writeLines<Item>(
        _ items: [Item], open: UInt8, close: UInt8, indent: Int, into bytes: inout [UInt8],
        _ write: (Item, inout [UInt8]) -> Void
    ) {
        bytes.append(open)
        for (index, item) in items.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            startLine(indent: indent + 2, into: &bytes)
            write(item, &bytes)
        }
        startLine(indent: indent, into: &bytes)
        bytes.append(close)
    }

    private static func startLine(indent: Int, into bytes: inout [UInt8]) {
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: indent))
    }
}
