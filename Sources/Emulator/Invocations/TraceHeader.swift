/// The X-Ray header of an invocation: `Root=1-8hex-24hex;Parent=16hex;Sampled=0`.
///
/// Source: AWS X-Ray Developer Guide, "Tracing header".
package struct TraceHeader: Sendable, Equatable {
    /// The value of the header.
    package let text: String

    private init(root: some StringProtocol, parent: some StringProtocol, isSampled: Bool) {
        text = "Root=\(root);Parent=\(parent);Sampled=\(isSampled ? 1 : 0)"
    }

    /// A new trace that nobody samples.
    package static func generate(epochSeconds: Int = WallClock.epochMilliseconds() / 1000) -> TraceHeader {
        let time = Hex.text(of: UInt64(epochSeconds), digits: 8)
        let rest = Hex.text(of: RandomBits.next(), digits: 16) + Hex.text(of: RandomBits.next(), digits: 8)
        return TraceHeader(root: "1-\(time)-\(rest)", parent: newParent(), isSampled: false)
    }

    /// Keeps root, parent and sampling of what the caller sent; without a valid root it is a new trace.
    package init(continuing sent: String?) {
        guard let sent else {
            self = .generate()
            return
        }
        let parts = sent.split(separator: ";").map { $0.split(separator: "=", maxSplits: 1) }
        func value(_ key: String) -> Substring? {
            parts.first { $0.count == 2 && $0[0].drop { $0 == " " } == key }?[1]
        }
        guard let root = value("Root"), Self.isRoot(root) else {
            self = .generate()
            return
        }
        let parent = value("Parent").flatMap { Self.isHex($0, digits: 16) ? String($0) : nil }
        self.init(root: root, parent: parent ?? Self.newParent(), isSampled: value("Sampled") == "1")
    }

    private static func newParent() -> String { Hex.text(of: RandomBits.next(), digits: 16) }

    private static func isRoot(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0] == "1" && isHex(parts[1], digits: 8) && isHex(parts[2], digits: 24)
    }

    private static func isHex(_ text: Substring, digits: Int) -> Bool {
        text.utf8.count == digits && text.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }
}
