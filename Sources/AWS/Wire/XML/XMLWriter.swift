/// Writes an XML document, element by element. Names are ours; what stands between them is escaped.
struct XMLWriter {
    private(set) var bytes = Array(#"<?xml version="1.0" encoding="UTF-8"?>"#.utf8) + [0x0A]

    mutating func open(_ name: String, namespace: String? = nil, attributes: [(name: String, value: String)] = []) {
        bytes.append(0x3C)
        bytes += name.utf8
        if let namespace, !namespace.isEmpty { attribute("xmlns", namespace) }
        for (name, value) in attributes { attribute(name, value) }
        bytes.append(0x3E)
    }

    mutating func close(_ name: String) {
        bytes += [0x3C, 0x2F]
        bytes += name.utf8
        bytes.append(0x3E)
    }

    /// An element with a text.
    mutating func write(_ name: String, _ text: String) {
        open(name)
        escape(text)
        close(name)
    }

    mutating func escape(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case 0x26: bytes += "&amp;".utf8
            case 0x3C: bytes += "&lt;".utf8
            case 0x3E: bytes += "&gt;".utf8
            case 0x22: bytes += "&quot;".utf8
            // A reader would make a line feed of it.
            case 0x0D: bytes += "&#13;".utf8
            case 0x09, 0x0A: bytes.append(byte)
            // Not to be had in XML 1.0, not even escaped.
            case 0x00..<0x20: bytes += "\u{FFFD}".utf8
            default: bytes.append(byte)
            }
        }
    }

    private mutating func attribute(_ name: String, _ value: String) {
        bytes.append(0x20)
        bytes += name.utf8
        bytes += [0x3D, 0x22]
        escape(value)
        bytes.append(0x22)
    }
}
