import Scientist
import Settings

/// `comparators`: `body`, `statuscode` and `headers`, each plain or with what belongs to it.
///
/// The names of headers may be nested under `headers:`, or follow it as items of the same list.
struct ComparatorsSection {
    private let owner: Section
    private var comparators: [Comparator] = []
    /// nil until `headers` was seen.
    private var headers: [String]?

    static func comparators(of owner: Section) throws(ConfigurationError) -> [Comparator] {
        guard try owner.value("comparators") != nil else { return [.body(.automatic), .statusCode] }
        var section = ComparatorsSection(owner)
        for (index, item) in try owner.list("comparators").enumerated() {
            try section.add(item, "comparators[\(index)]")
        }
        return try section.finished()
    }

    private init(_ owner: Section) {
        self.owner = owner
    }

    private mutating func add(_ item: ConfigurationValue, _ key: String) throws(ConfigurationError) {
        switch item.content {
        case .scalar(let name): try add(name, nil, at: item, in: owner, key)
        case .mapping:
            let section = try owner.subsection(key, item)
            for name in section.uniqueKeys { try add(name, section.value(name), at: item, in: section, name) }
        case .null, .sequence:
            throw owner.error(key, "must be body, statuscode or headers, not \(item.kind)", at: item)
        }
    }

    /// - Parameters:
    ///   - value: what belongs to the comparator; nil for nothing.
    ///   - key: under which `owner` has it.
    private mutating func add(
        _ name: String, _ value: ConfigurationValue?, at item: ConfigurationValue, in owner: Section, _ key: String
    ) throws(ConfigurationError) {
        switch name {
        case "body": try add(.body(try BodySection.body(value, in: owner)), owner, key, item)
        case "statuscode":
            guard value == nil else { throw owner.error(key, "takes no options") }
            try add(.statusCode, owner, key, item)
        case "headers":
            guard headers == nil else { throw owner.error(key, "stands twice", at: item) }
            headers = []
            if value != nil { for name in try owner.texts(key) { try addHeader(name, owner, key, item) } }
        default:
            if let meant = NearestKey.of(name, among: ["body", "statuscode", "headers"]) {
                throw owner.error(key, "'\(name)' is unknown; did you mean '\(meant)'?", at: item)
            }
            guard headers != nil, value == nil else {
                let known = "understood are body, statuscode and headers"
                throw owner.error(key, "'\(name)' is unknown; \(known)", at: item)
            }
            try addHeader(name, owner, key, item)
        }
    }

    private mutating func add(
        _ comparator: Comparator, _ owner: Section, _ key: String, _ item: ConfigurationValue
    ) throws(ConfigurationError) {
        let isDouble = comparators.contains { existing in
            switch (existing, comparator) {
            case (.body, .body), (.statusCode, .statusCode): true
            default: false
            }
        }
        guard !isDouble else { throw owner.error(key, "stands twice", at: item) }
        comparators.append(comparator)
    }

    private mutating func addHeader(
        _ name: String, _ owner: Section, _ key: String, _ item: ConfigurationValue
    ) throws(ConfigurationError) {
        guard name.isHeaderName else { throw owner.error(key, "'\(name)' is no name of a header", at: item) }
        let name = name.lowercased()
        if headers?.contains(name) == false { headers?.append(name) }
    }

    private func finished() throws(ConfigurationError) -> [Comparator] {
        guard headers != [] else {
            throw owner.error("comparators", "compare headers, and name none: add them as in 'headers: [content-type]'")
        }
        let all = comparators + (headers.map { [.headers($0)] } ?? [])
        guard !all.isEmpty else { throw owner.error("comparators", "is empty: nothing would be compared") }
        return all
    }
}

/// What belongs to `body:`.
private enum BodySection {
    static func body(_ value: ConfigurationValue?, in owner: Section) throws(ConfigurationError) -> Comparator.Body {
        guard let value else { return .automatic }
        let section = try owner.subsection("body", value)
        try section.check(
            KnownKeys(followed: ["as", "tolerance", "relative", "unordered"], others: .refused))
        let forms = Comparator.Body.Form.allCases.map(\.rawValue)
        var body = Comparator.Body(try section.choice("as", forms).flatMap(Comparator.Body.Form.init) ?? .automatic)
        body.absoluteTolerance = try section.number("tolerance", in: 0...1e9) ?? 0
        body.relativeTolerance = try section.share("relative", in: 0...1) ?? 0
        body.unorderedArrays = try section.fieldPaths("unordered")
        return body
    }
}

extension String {
    /// RFC 9110, section 5.6.2: a token.
    var isHeaderName: Bool {
        !isEmpty && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "!#$%&'*+-.^_`|~".contains($0)) }
    }
}
