public import AWSAPI

/// One complete HTTP answer. Whoever sends it adds `Content-Length` and `Date`.
public struct WireAnswer: Sendable, Hashable {
    public var status: Int
    /// Their values hold no control characters.
    public private(set) var headers: [Output.Header] = []
    public var body: [UInt8]

    init(status: Int, body: [UInt8] = []) {
        self.status = status
        self.body = body
    }

    /// The first value of a header; nil where it is not there.
    public subscript(name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// Adds a header. Control characters, which would end it early, become spaces.
    mutating func add(_ name: String, _ value: String) {
        let isPlain = value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        let clean = isPlain ? value : String(value.unicodeScalars.map { Self.isControl($0) ? " " : Character($0) })
        headers.append(Output.Header(name, clean))
    }

    /// Adds a header where there is none of its name.
    mutating func addIfAbsent(_ name: String, _ value: String) {
        if self[name] == nil { add(name, value) }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x20 || scalar.value == 0x7F }
}
