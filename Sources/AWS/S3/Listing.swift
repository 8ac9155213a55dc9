/// One page of a bucket's keys: those with a prefix, and in place of keys that have the delimiter behind it what comes
/// before the delimiter's end.
/// Source: S3 User Guide, "Organizing objects using prefixes".
struct Listing: Sendable, Equatable {
    var keys: [ObjectKey] = []
    var commonPrefixes: [ObjectKey] = []
    /// The last key or common prefix of this page, where there is more behind it.
    var next: ObjectKey?

    struct Query: Sendable {
        var prefix: [UInt8] = []
        var delimiter: [UInt8] = []
        /// A key, or a common prefix of an earlier page; what is listed comes behind it.
        var after: ObjectKey?
        var limit = S3Limits.listing
    }

    init(_ index: ObjectIndex<some Sendable>, _ query: Query) {
        guard query.limit > 0 else { return }
        var place = Self.start(index, query)
        var last: ObjectKey?
        while place < index.keys.count, index.keys[place].hasPrefix(query.prefix) {
            guard keys.count + commonPrefixes.count < query.limit else {
                next = last
                return
            }
            let key = index.keys[place]
            if let common = Self.commonPrefix(of: key, query) {
                commonPrefixes.append(common)
                last = common
                place = ObjectKey.after(prefix: common.bytes).map(index.place) ?? index.keys.count
            } else {
                keys.append(key)
                last = key
                place += 1
            }
        }
    }

    private static func start(_ index: ObjectIndex<some Sendable>, _ query: Query) -> Int {
        let first = index.place(of: ObjectKey(bytes: query.prefix))
        guard let after = query.after else { return first }
        // Behind a common prefix there is nothing more of it.
        if commonPrefix(of: after, query) == after {
            return max(first, ObjectKey.after(prefix: after.bytes).map(index.place) ?? index.keys.count)
        }
        let place = index.place(of: after)
        return max(first, place < index.keys.count && index.keys[place] == after ? place + 1 : place)
    }

    private static func commonPrefix(of key: ObjectKey, _ query: Query) -> ObjectKey? {
        guard !query.delimiter.isEmpty, key.hasPrefix(query.prefix) else { return nil }
        let rest = key.bytes.dropFirst(query.prefix.count)
        guard let found = rest.firstRange(of: query.delimiter) else { return nil }
        return ObjectKey(bytes: Array(key.bytes[..<found.upperBound]))
    }
}
