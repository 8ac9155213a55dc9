import Emulator
import NIOCore

/// What a form sent: `application/x-www-form-urlencoded`.
struct FormBody {
    static let limitBytes = 65_536

    private let pairs: [(name: String, value: String)]

    /// Nil for more than any form of ours holds.
    init?(_ request: HTTPRequest) {
        guard request.body.readableBytes <= Self.limitBytes else { return nil }
        let text = String(decoding: request.body.readableBytesView, as: UTF8.self)
        pairs = text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count == 2 ? PercentCoding.decode(parts[1], plusIsSpace: true) : ""
            // Browsers end lines of a text in both.
            return (PercentCoding.decode(parts[0], plusIsSpace: true), value.replacing("\r\n", with: "\n"))
        }
    }

    subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }
}
