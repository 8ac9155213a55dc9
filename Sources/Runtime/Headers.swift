/// The `Lambda-Runtime-` headers of an answer. All others are of no use to a runtime and are not kept.
package struct Headers: Equatable, Sendable {
    private var fields: [(name: String, value: String)] = []

    package init(_ fields: [(name: String, value: String)] = []) {
        for field in fields { set(field.name, field.value) }
    }

    /// The value of a header; names compare without regard to case. Nil when the header was not sent.
    package subscript(name: String) -> String? {
        fields.last { Self.areSame($0.name, name) }?.value
    }

    private mutating func set(_ name: String, _ value: String) {
        fields.append((name, value))
    }

    /// Compares in place: lower-casing both would take memory for every look-up of every invocation. Names consist of
    /// letters and hyphens, which are told apart without their case bit. All begin alike, so lengths are compared first.
    private static func areSame(_ one: String, _ other: String) -> Bool {
        one.utf8.count == other.utf8.count && one.utf8.elementsEqual(other.utf8) { $0 | 0x20 == $1 | 0x20 }
    }

    /// Takes a line as it comes from the wire, with or without its line end.
    package mutating func add(line: UnsafeRawBufferPointer) {
        guard line.count > Self.prefix.utf8CodeUnitCount, Self.hasPrefix(line) else { return }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        set(Self.text(line[..<colon]), Self.text(line[(colon + 1)...]))
    }

    private static let prefix: StaticString = "lambda-runtime-"

    /// Letters are compared without their case bit: no other header begins so.
    private static func hasPrefix(_ line: UnsafeRawBufferPointer) -> Bool {
        for index in 0..<prefix.utf8CodeUnitCount where line[index] | 0x20 != prefix.utf8Start[index] { return false }
        return true
    }

    private static func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        var bytes = bytes
        while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    package static func == (left: Headers, right: Headers) -> Bool {
        left.fields.elementsEqual(right.fields) { areSame($0.name, $1.name) && $0.value == $1.value }
    }
}
