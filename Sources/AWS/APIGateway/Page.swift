import AWSAPI
import JSON

/// A part of a list: as many as asked for, from where the last part ended.
struct Page {
    var items: [JSON]
    /// For the next part; nil at the end.
    var next: String?

    /// - Parameters:
    ///   - limit: at least 1.
    ///   - token: what an earlier page said.
    init(_ items: [JSON], limit: Int, token: String?) throws(AWSError) {
        let start =
            try token.map { token throws(AWSError) in
                guard let index = Int(token), (0...items.count).contains(index) else {
                    throw AWSError.badRequest("Invalid pagination token specified: \(token)")
                }
                return index
            } ?? 0
        let end = min(items.count, start + max(1, limit))
        self.items = Array(items[start..<end])
        next = end < items.count ? String(end) : nil
    }

    /// Of REST APIs: 25 unless the client says otherwise, at most 500.
    static func rest(_ items: [JSON], _ input: Parameters) throws(AWSError) -> Output {
        let limit = try input.integer("limit") ?? 25
        guard (1...500).contains(limit) else { throw .badRequest("Invalid limit: it must be from 1 to 500") }
        let page = try Page(items, limit: limit, token: try input.string("position"))
        return Output(.members(["item": .array(page.items.map(\.shown)), "position": page.next.map { .string($0) }]))
    }

    /// Of HTTP APIs.
    static func http(_ items: [JSON], _ input: Parameters) throws(AWSError) -> Output {
        let page = try Page(items, limit: try input.integer("maxResults") ?? 100, token: try input.string("nextToken"))
        return Output(.members(["items": .array(page.items.map(\.shown)), "nextToken": page.next.map { .string($0) }]))
    }
}
