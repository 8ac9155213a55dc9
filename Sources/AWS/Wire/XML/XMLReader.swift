/// An element of a document, with its text or its children.
struct XMLElement: Equatable {
    /// Without a prefix.
    var name: String
    /// By their names as written.
    var attributes: [String: String] = [:]
    var children: [XMLElement] = []
    /// Everything that is written directly in it.
    var text = ""

    func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}

/// Reads the XML that clients send: elements, attributes and texts. What could make a small text large or reach beyond it
/// (document types, and with them entities) is refused.
struct XMLReader {
    /// The bytes are not XML, or more of it than is read here.
    struct Malformed: Error, Equatable {
        /// The byte at which they stop being it.
        var offset: Int
    }

    /// How deep elements may nest.
    static let depthLimit = 64

    private let bytes: [UInt8]
    private var position = 0

    static func document(_ bytes: [UInt8]) throws(Malformed) -> XMLElement {
        var reader = XMLReader(bytes: bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
        try reader.skipMisc()
        let root = try reader.element(depth: 0)
        try reader.skipMisc()
        guard reader.position == bytes.count else { throw reader.malformed }
        return root
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var malformed: Malformed { Malformed(offset: position) }

    private func sees(_ text: StaticString, at offset: Int = 0) -> Bool {
        text.withUTF8Buffer { bytes.dropFirst(position + offset).starts(with: $0) }
    }

    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    // MARK: Between elements

    private mutating func skipMisc() throws(Malformed) {
        while true {
            skipSpace()
            if sees("<?") {
                try skip(past: "?>")
            } else if sees("<!--") {
                try skip(past: "-->")
            } else {
                return
            }
        }
    }

    private mutating func skipSpace() {
        while let byte, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
    }

    private mutating func skip(past end: StaticString) throws(Malformed) {
        while position < bytes.count {
            if sees(end) {
                position += end.utf8CodeUnitCount
                return
            }
            position += 1
        }
        throw malformed
    }

    private mutating func take(_ wanted: UInt8) throws(Malformed) {
        guard byte == wanted else { throw malformed }
        position += 1
    }

    // MARK: Elements

    private mutating func element(depth: Int) throws(Malformed) -> XMLElement {
        guard depth < Self.depthLimit else { throw malformed }
        try take(0x3C)
        let name = try name()
        var element = XMLElement(name: Self.local(name))
        if try attributes(of: &element) { return element }
        var text: [UInt8] = []
        while true {
            guard let byte else { throw malformed }
            if byte == 0x26 {
                text += try reference()
            } else if byte != 0x3C {
                text.append(byte)
                position += 1
            } else if sees("</") {
                position += 2
                guard try self.name() == name else { throw malformed }
                skipSpace()
                try take(0x3E)
                break
            } else if sees("<!--") {
                try skip(past: "-->")
            } else if sees("<![CDATA[") {
                position += 9
                let start = position
                try skip(past: "]]>")
                text += bytes[start..<position - 3]
            } else if sees("<?") {
                try skip(past: "?>")
            } else {
                element.children.append(try self.element(depth: depth + 1))
            }
        }
        element.text = String(decoding: text, as: UTF8.self)
        return element
    }

    /// - Returns: whether the element ends with its tag.
    private mutating func attributes(of element: inout XMLElement) throws(Malformed) -> Bool {
        while true {
            skipSpace()
            switch byte {
            case 0x3E:
                position += 1
                return false
            case 0x2F:
                position += 1
                try take(0x3E)
                return true
            default:
                let name = try name()
                skipSpace()
                try take(0x3D)
                skipSpace()
                element.attributes[name] = try quoted()
            }
        }
    }

    private mutating func name() throws(Malformed) -> String {
        let start = position
        while let byte, Self.isName(byte) { position += 1 }
        guard position > start else { throw malformed }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func quoted() throws(Malformed) -> String {
        guard let quote = byte, quote == 0x22 || quote == 0x27 else { throw malformed }
        position += 1
        var text: [UInt8] = []
        while let byte, byte != quote {
            if byte == 0x3C { throw malformed }
            if byte == 0x26 {
                text += try reference()
            } else {
                text.append(byte)
                position += 1
            }
        }
        try take(quote)
        return String(decoding: text, as: UTF8.self)
    }

    /// `&amp;`, `&#13;`, `&#x1F600;`
    private mutating func reference() throws(Malformed) -> [UInt8] {
        let end = bytes[position...].prefix(12).firstIndex(of: 0x3B)
        guard let end else { throw malformed }
        let name = String(decoding: bytes[position + 1..<end], as: UTF8.self)
        let text: String
        switch name {
        case "amp": text = "&"
        case "lt": text = "<"
        case "gt": text = ">"
        case "quot": text = "\""
        case "apos": text = "'"
        default:
            guard name.hasPrefix("#") else { throw malformed }
            let digits = name.dropFirst()
            let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            guard let number, number > 0, let scalar = Unicode.Scalar(number) else { throw malformed }
            text = String(Character(scalar))
        }
        position = end + 1
        return Array(text.utf8)
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x80...0xFF: true
        default: false
        }
    }

    private static func local(_ name: String) -> String {
        name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
    }
}
