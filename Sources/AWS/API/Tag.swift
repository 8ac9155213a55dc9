public import JSON

/// A key and a value that a client has put on a resource. Each service has its own limits and its own words for what is
/// over them.
public struct Tag: Codable, Hashable, Sendable {
    public var key: String
    public var value: String

    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }

    /// As every service gives it.
    public var json: JSON { ["Key": .string(key), "Value": .string(value)] }

    /// The member `Tags`, where a key has 1 to 128 characters and a value 256 at most; none where it is absent.
    ///
    /// - Parameter code: the service's error for a value outside its limits.
    public static func list(_ input: Parameters, otherwise code: String) throws(AWSError) -> [Tag] {
        var tags: [Tag] = []
        var violations = Violations()
        for (index, element) in (try input.list("Tags") ?? []).enumerated() {
            let pair = Parameters(element)
            let (key, value) = (try pair.string("Key"), try pair.string("Value"))
            violations.demand(key, at: "tags.\(index + 1).member.key")
            violations.demand(value, at: "tags.\(index + 1).member.value")
            violations.length(key, at: "tags.\(index + 1).member.key", 1...128)
            violations.length(value, at: "tags.\(index + 1).member.value", 0...256)
            tags.append(Tag(key: key ?? "", value: value ?? ""))
        }
        try violations.check(code)
        return tags
    }
}

extension Collection<Tag> {
    public var json: JSON { .array(map(\.json)) }

    /// These and others, which take the place of those with their keys.
    public func merged(with more: [Tag]) -> [Tag] {
        filter { tag in !more.contains { $0.key == tag.key } } + more
    }
}
