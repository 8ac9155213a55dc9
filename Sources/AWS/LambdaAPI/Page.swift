import AWSAPI
import Foundation
import JSON

/// One page of a list: `Marker` and `MaxItems` in, `NextMarker` out.
///
/// A marker names the last item of the page before, so that what is added or deleted meanwhile shifts nothing.
struct Page {
    /// Lambda gives 50 items at most, whatever it is asked for.
    static let limit = 50

    let items: [JSON]
    let nextMarker: String?

    /// - Parameters:
    ///   - all: in ascending order of their keys.
    ///   - maximum: what the model allows as `MaxItems`.
    init(
        _ input: Parameters, maximum: Int = 10_000, of all: [(key: String, value: () -> JSON)]
    ) throws(AWSError) {
        let wanted = try input.integer("MaxItems")
        var requirements = Requirements()
        requirements.number(wanted, "maxItems", 1...maximum)
        try requirements.check()
        let marker = try input.string("Marker").map { Self.key(marker: $0) }
        let rest = all.drop { item in marker.map { item.key <= $0 } ?? false }
        let page = rest.prefix(min(wanted ?? Self.limit, Self.limit))
        items = page.map { $0.value() }
        nextMarker = page.count < rest.count ? page.last.map { Data($0.key.utf8).base64EncodedString() } : nil
    }

    /// An answer with the page under this name.
    func output(_ name: String) -> Output {
        var members = [JSON.Member(name, .array(items))]
        if let nextMarker { members.insert(JSON.Member("NextMarker", .string(nextMarker)), at: 0) }
        return Output(.object(members))
    }

    /// A marker that is none of ours begins anew.
    private static func key(marker: String) -> String {
        Data(base64Encoded: marker).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// A key for a version: `$LATEST` first, then by number.
    static func key(version: String) -> String {
        version == "$LATEST" ? version : String(repeating: "0", count: max(0, 12 - version.utf8.count)) + version
    }
}
