/// The name of an object in its bucket: bytes, which S3 compares one by one. A `String` would take two spellings of the
/// same accented letter for one.
struct ObjectKey: Hashable, Comparable, Sendable {
    /// Source: S3 User Guide, "Naming Amazon S3 objects".
    static let limitBytes = 1024

    let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    static func < (left: Self, right: Self) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    func hasPrefix(_ prefix: [UInt8]) -> Bool { bytes.starts(with: prefix) }

    /// The least key that is greater than every key with this prefix; nil where there is none.
    static func after(prefix: [UInt8]) -> Self? {
        guard let last = prefix.lastIndex(where: { $0 < 0xFF }) else { return nil }
        var bytes = Array(prefix[...last])
        bytes[last] += 1
        return Self(bytes: bytes)
    }
}
