/// A part of a list, and where the next one begins.
public struct Page<Item> {
    public var items: [Item]
    /// What a client sends to get the next page; nil on the last one.
    public var nextToken: String?

    /// Cuts a page out of a list that is in its order. Tokens stay right while items come and go: they name the last item
    /// that was given out, not its place.
    ///
    /// - Parameters:
    ///   - items: all that there are.
    ///   - token: from the page before; nil for the first.
    ///   - limit: how many items a page has at most; at least 1.
    ///   - key: what tells one item from another.
    ///   - isBefore: whether an item of the first key stands before those of the second; where the last item is gone, the
    ///     page begins with what stands behind it. Without, such a token is refused.
    ///   - refusal: what a token that is none of ours gets.
    public init(
        of items: [Item], after token: String?, limit: Int, key: (Item) -> String,
        isBefore: ((String, String) -> Bool)? = { $0 < $1 },
        refusal: @autoclosure () -> AWSError = AWSError("ValidationError", "The next token is not valid.")
    ) throws(AWSError) {
        var rest = items[...]
        if let token {
            guard let last = PageToken.key(of: token) else { throw refusal() }
            if let place = items.firstIndex(where: { key($0) == last }) {
                rest = items[(place + 1)...]
            } else if let isBefore {
                rest = items.drop { !isBefore(last, key($0)) }
            } else {
                throw refusal()
            }
        }
        self.items = Array(rest.prefix(max(1, limit)))
        nextToken = rest.count > self.items.count ? self.items.last.map { PageToken.text(for: key($0)) } : nil
    }
}

/// Opaque to clients: hexadecimal, behind a mark by which we know our own.
enum PageToken {
    private static let mark = "75"

    static func text(for key: String) -> String {
        key.utf8.reduce(into: mark) { text, byte in
            text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
    }

    static func key(of token: String) -> String? {
        let digits = token.utf8.compactMap { byte in Int(String(Unicode.Scalar(byte)), radix: 16) }
        guard token.hasPrefix(mark), digits.count == token.utf8.count, digits.count % 2 == 0 else { return nil }
        let bytes = stride(from: mark.utf8.count, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
