/// The X-Ray header of an invocation: `Root=1-8hex-24hex;Parent=16hex;Sampled=0`.
///
/// Source: AWS X-Ray Developer Guide, "Tracing header". A root that the caller sent is kept.
package struct TraceHeader: Sendable, Equatable {
    package var root: String
    package var parent: String
    package var isSampled: Bool

    package init(root: String, parent: String, isSampled: Bool) {
        self.root = root
        self.parent = parent
        self.isSampled = isSampled
    }

    /// A new trace that nobody samples.
    package static func generate(epochSeconds: Int = WallClock.epochMilliseconds() / 1000) -> TraceHeader {
        let time = Hex.text(of: UInt64(epochSeconds), digits: 8)
        let tail = Hex.text(of: RandomBits.next(), digits: 16) + Hex.text(of: RandomBits.next(), digits: 8)
        return TraceHeader(
            root: "1-\(time)-\(tail)", parent: Hex.text(of: RandomBits.next(), digits: 16), isSampled: false)
    }

    /// Keeps root and sampling of what the caller sent; anything without a root is replaced by a new trace.
    package init(continuing sent: String?) {
        self = .generate()
        for part in (sent ?? "").split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { continue }
            switch pair[0].filter({ $0 != " " }) {
            case "Root" where Self.isRoot(pair[1]): root = String(pair[1])
            case "Parent" where pair[1].allSatisfy(\.isHexDigit) && pair[1].utf8.count == 16: parent = String(pair[1])
            case "Sampled": isSampled = pair[1] == "1"
            default: break
            }
        }
    }

    /// The value of the header.
    package var text: String { "Root=\(root);Parent=\(parent);Sampled=\(isSampled ? 1 : 0)" }

    private static func isRoot(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0] == "1" && parts[1].utf8.count == 8 && parts[2].utf8.count == 24
            && parts[1].allSatisfy(\.isHexDigit) && parts[2].allSatisfy(\.isHexDigit)
    }
}
