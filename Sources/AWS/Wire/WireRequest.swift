/// One complete HTTP request to the AWS endpoint, in the terms of HTTP and no library's.
public struct WireRequest: Sendable {
    /// Upper case in practice: `GET`.
    public let method: String
    /// The request target up to the question mark, still percent-encoded.
    public let path: String
    /// What follows the question mark, still percent-encoded; empty without one.
    public let queryText: String
    /// The query's parameters, decoded, in their order.
    public let query: [QueryParameter]
    public var headers: WireHeaders
    public var body: [UInt8]

    /// - Parameter target: as sent: `/dev/round?number=62.5`.
    public init(method: String, target: String, headers: WireHeaders = WireHeaders(), body: [UInt8] = []) {
        self.method = method
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = parts.first.map(String.init) ?? "/"
        queryText = parts.count == 2 ? String(parts[1]) : ""
        query = QueryParameter.list(parsing: queryText)
        self.headers = headers
        self.body = body
    }

    /// The first value of a query's parameter; nil where it is not there.
    func queryValue(_ name: String) -> String? { query.first { $0.name == name }?.value }

    /// The `Host` in lower case; empty without one.
    var host: String { headers["host"]?.lowercased() ?? "" }
}

/// One `name=value` of a query or a form.
public struct QueryParameter: Sendable, Hashable {
    public var name: String
    /// Empty where no value is given.
    public var value: String

    /// Reads `a=1&b=2`; a plus stands for a space.
    static func list(parsing text: some StringProtocol) -> [QueryParameter] {
        text.split(separator: "&").map { parameter in
            let pair = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return QueryParameter(
                name: PercentText.decode(pair[0], plusIsSpace: true),
                value: pair.count == 2 ? PercentText.decode(pair[1], plusIsSpace: true) : "")
        }
    }
}

/// Headers in their order; names are compared without regard to case.
public struct WireHeaders: Sendable, ExpressibleByDictionaryLiteral {
    public struct Field: Sendable, Hashable {
        /// In lower case.
        public let name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name.lowercased()
            self.value = value
        }
    }

    public private(set) var fields: [Field]

    public init(_ fields: [Field] = []) { self.fields = fields }

    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field($0.0, $0.1) }
    }

    /// The first value of a header, by its name in lower case; set to nil, all of them are gone.
    public subscript(name: String) -> String? {
        get { fields.first { $0.name == name }?.value }
        set {
            fields.removeAll { $0.name == name }
            if let newValue { fields.append(Field(name, newValue)) }
        }
    }
}
