/// A file that pages ask for: stylesheet, script, icon.
package struct Asset: Sendable {
    package let name: String
    package let contentType: String
    package let bytes: [UInt8]
    /// As the header has it, weak: the same for the content in any encoding.
    package let entityTag: String

    private init(_ name: String, _ contentType: String, _ bytes: [UInt8]) {
        self.name = name
        self.contentType = contentType
        self.bytes = bytes
        entityTag = EntityTag.of(bytes)
    }

    var path: String { "/_understudy/assets/\(name)" }

    static let stylesheet = Asset(
        "dashboard.css", "text/css; charset=utf-8", PackageResources.dashboard_css)
    static let script = Asset(
        "dashboard.js", "text/javascript; charset=utf-8", PackageResources.dashboard_js)
    static let icon = Asset("icon.svg", "image/svg+xml", PackageResources.icon_svg)

    package static func named(_ name: some StringProtocol) -> Asset? {
        [stylesheet, script, icon].first { $0.name == name }
    }
}

/// Names a content: the same for the same bytes.
package enum EntityTag {
    /// FNV-1a, 64 bits: nobody gains by two contents with one name, so it need not withstand anybody.
    package static func of(_ bytes: some Sequence<UInt8>) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return "W/\"\(String(hash, radix: 16))\""
    }
}
