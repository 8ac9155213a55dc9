/// A media type without its parameters, in lower case: `text/plain` of `Text/Plain; charset=utf-8`.
struct MediaType: Equatable {
    let text: String

    /// - Parameter value: the value of a `Content-Type` header, or the first of an `Accept` header.
    init(_ value: String) {
        let type = value.prefix { $0 != ";" && $0 != "," }
        text = type.filter { $0 != " " && $0 != "\t" }.lowercased()
    }

    /// Whether a REST API's `binaryMediaTypes` name this type; `*/*` and `image/*` stand for many.
    func isListed(in patterns: [String]) -> Bool {
        let family = text.prefix { $0 != "/" }
        return patterns.contains { pattern in
            let pattern = pattern.lowercased()
            return pattern == text || pattern == "*/*" || pattern == "\(family)/*"
        }
    }

    /// Whether an HTTP API passes a body of this type as text; everything else, forms included, goes as base64.
    var isText: Bool {
        text.hasPrefix("text/") || text.hasSuffix("+json") || text.hasSuffix("+xml") || Self.textTypes.contains(text)
    }

    private static let textTypes: Set<String> = [
        "application/json", "application/javascript", "application/xml",
    ]
}
