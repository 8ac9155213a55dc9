import Scientist
import Settings

extension Section {
    /// Something that can be said of a request: `header:x-user`, `query:user`, `method`, `path`, `request.bytes` or
    /// `body:$.user.id`.
    func attribute(_ key: String) throws(ConfigurationError) -> RequestAttribute? {
        guard let text = try text(key) else { return nil }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.count == 2 ? parts[1] : nil) {
        case ("header", let name?) where name.isHeaderName: return .header(name.lowercased())
        case ("query", let name?) where !name.isEmpty: return .query(name)
        case ("body", let path?): return .body(try bodyPath(path, key))
        case ("method", nil): return .method
        case ("path", nil): return .path
        case ("request.bytes", nil), ("bytes", nil): return .bytes
        default:
            throw error(
                key, "must be header:NAME, query:NAME, method, path, request.bytes or body:PATH, not '\(text)'")
        }
    }

    /// A path within a body: `$.user.id`.
    func bodyPath(_ text: String, _ key: String) throws(ConfigurationError) -> FieldPath {
        let path = try fieldPath(text, key)
        guard case .body = path.root else {
            throw error(key, "must be a path within the body, such as $.user.id, not '\(text)'")
        }
        return path
    }

    /// The path at a key; nil if there is none.
    func fieldPath(_ key: String) throws(ConfigurationError) -> FieldPath? {
        guard let text = try text(key) else { return nil }
        return try fieldPath(text, key)
    }

    /// The paths of a list, or one.
    func fieldPaths(_ key: String) throws(ConfigurationError) -> [FieldPath] {
        var paths: [FieldPath] = []
        for text in try texts(key) { paths.append(try fieldPath(text, key)) }
        return paths
    }
}
