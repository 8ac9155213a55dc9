/// Finds the key that somebody probably meant.
package enum NearestKey {
    /// The candidate that the fewest changed, missing, surplus or swapped characters away from `key`; nil if none is
    /// near.
    package static func of(_ key: String, among candidates: some Sequence<String>) -> String? {
        let limit = key.count <= 4 ? 1 : 2
        return
            candidates
            .map { (candidate: $0, distance: distance(key.lowercased(), $0.lowercased())) }
            .filter { $0.distance <= limit }
            .min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }?
            .candidate
    }

    /// Damerau's and Levenshtein's distance (the variant that edits no part of a text twice).
    private static func distance(_ first: String, _ second: String) -> Int {
        let a = Array(first.prefix(64))
        let b = Array(second.prefix(64))
        var rows = [Array(0...b.count)]
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                let replaced = rows[i][j] + (a[i] == b[j] ? 0 : 1)
                var best = min(replaced, rows[i][j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
