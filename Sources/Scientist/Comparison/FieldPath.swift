/// A place in an answer or a request: `$.items[*].price`, `$..id`, `headers.content-type`, `status`, `body`, `error.type`.
public struct FieldPath: Sendable, Hashable, Codable {
    public enum Root: Sendable, Hashable, Codable {
        case status
        /// In lower case; `*` for all.
        case header(String)
        /// Of a request.
        case query(String)
        /// With no steps the body as a whole.
        case body
        /// `type` or `message`.
        case error(String)
    }

    public enum Step: Sendable, Hashable, Codable {
        case key(String)
        case index(Int)
        /// `*`: every member or element.
        case any
        /// `..`: here or anywhere below.
        case descend
    }

    public var root: Root
    public var steps: [Step]

    public init(_ root: Root, _ steps: [Step] = []) {
        self.root = root
        self.steps = steps
    }
}
