/// The path of a route: `/round`, `/pets/{id}`, `/{proxy+}`, or the HTTP API's `$default`.
///
/// A value of this type is well formed: names of parameters are not empty, and a greedy one comes last.
public struct RoutePath: Sendable, Hashable, CustomStringConvertible {
    /// As written, with the leading slash; `$default` has none.
    public let text: String
    public var description: String { text }
    /// Empty for `/` and for `$default`.
    public let segments: [Segment]

    public enum Segment: Sendable, Hashable {
        case literal(String)
        /// `{id}`: one segment.
        case parameter(String)
        /// `{proxy+}`: one segment or more, up to the end.
        case greedy(String)
    }

    /// The HTTP API's route for everything that no other route takes.
    public static let `default` = RoutePath(text: "$default", segments: [])
    public static let root = RoutePath(text: "/", segments: [])

    /// Reads a path; a missing leading slash is added, a trailing one removed.
    ///
    /// - Throws: BadRequestException that names the segment.
    public init(parsing text: String) throws(CloudError) {
        guard text != "$default" else {
            self = .default
            return
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: true)
        var segments: [Segment] = []
        for (index, part) in parts.enumerated() {
            segments.append(try Segment(parsing: part, isLast: index == parts.count - 1))
        }
        self.init(text: "/" + parts.joined(separator: "/"), segments: segments)
    }

    private init(text: String, segments: [Segment]) {
        self.text = text
        self.segments = segments
    }
}

extension RoutePath.Segment {
    /// `Resource's path part` is how API Gateway calls a segment.
    fileprivate init(parsing part: Substring, isLast: Bool) throws(CloudError) {
        guard part.hasPrefix("{"), part.hasSuffix("}") else {
            guard part.utf8.allSatisfy(\.isLiteralPathCharacter) else { throw RoutePath.Segment.refusal(of: part) }
            self = .literal(String(part))
            return
        }
        let inner = part.dropFirst().dropLast()
        let isGreedy = inner.hasSuffix("+")
        let name = isGreedy ? inner.dropLast() : inner
        guard !name.isEmpty, name.utf8.allSatisfy(\.isParameterCharacter) else {
            throw RoutePath.Segment.refusal(of: part)
        }
        guard isLast || !isGreedy else {
            throw CloudError(.badRequest, "The greedy path variable '\(part)' must be the last segment of its path")
        }
        self = isGreedy ? .greedy(String(name)) : .parameter(String(name))
    }

    private static func refusal(of part: Substring) -> CloudError {
        CloudError(
            .badRequest,
            "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the "
                + "beginning and the end: '\(part)'")
    }
}

extension UInt8 {
    /// What API Gateway lets stand in a literal segment, and the unreserved and sub-delimiter characters of RFC 3986
    /// that HTTP APIs take as well; never `/`, `?`, `#`, braces, spaces or controls.
    fileprivate var isLiteralPathCharacter: Bool {
        isNameCharacter || "._-:~!$&'()*+,;=@%".utf8.contains(self)
    }

    fileprivate var isParameterCharacter: Bool {
        isNameCharacter || "._-:".utf8.contains(self)
    }
}
