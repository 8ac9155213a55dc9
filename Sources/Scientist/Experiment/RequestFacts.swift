import JSON

/// What conditions, cohorts and sampling may ask of a request. Looked up when asked, so that nothing is read in vain.
public struct RequestFacts {
    private let method: String
    private let path: String
    private let query: String?
    private let header: (String) -> String?
    private let bodyBytes: Int
    private let body: () -> [UInt8]

    /// - Parameter header: the value of a header, by its name in lower case.
    public init(
        method: String, path: String, query: String?, bodyBytes: Int, header: @escaping (String) -> String?,
        body: @escaping () -> [UInt8]
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.header = header
        self.bodyBytes = bodyBytes
        self.body = body
    }

    public init(_ request: Request) {
        self.init(
            method: request.method, path: request.path, query: request.query, bodyBytes: request.body.count,
            header: { name in request.headers.first { $0.name == name }?.value }, body: { request.body })
    }

    /// As text; nil where the request has no such thing.
    public subscript(attribute: RequestAttribute) -> String? {
        switch attribute {
        case .header(let name): header(name)
        case .query(let name): parameter(name)
        case .method: method
        case .path: path
        case .bytes: String(bodyBytes)
        case .body(let path): (try? JSON(parsing: body()))?.first(at: path.steps[...])?.plainText
        }
    }

    private func parameter(_ name: String) -> String? {
        for pair in query?.split(separator: "&") ?? [] {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if PercentText.decoded(parts[0]) == name { return parts.count == 2 ? PercentText.decoded(parts[1]) : "" }
        }
        return nil
    }
}

extension JSON {
    /// The first value that a path leads to.
    fileprivate func first(at steps: ArraySlice<FieldPath.Step>) -> JSON? {
        guard let step = steps.first else { return self }
        let rest = steps.dropFirst()
        switch step {
        case .key(let key): return self[key]?.first(at: rest)
        case .index(let index): return self[index]?.first(at: rest)
        case .any: return children.lazy.compactMap { $0.first(at: rest) }.first
        case .descend: return first(at: rest) ?? children.lazy.compactMap { $0.first(at: steps) }.first
        }
    }

    private var children: [JSON] { arrayValue ?? objectValue?.map(\.value) ?? [] }

    /// A string without its quotes.
    fileprivate var plainText: String { stringValue ?? text }
}

/// Percent-encoding of queries (RFC 3986, section 2.1; `+` is a blank).
enum PercentText {
    static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2, let value = hex(rest.prefix(2)) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hex(_ digits: ArraySlice<UInt8>) -> UInt8? {
        UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
