/// The keys that a section may have, and what becomes of each.
package struct KnownKeys: Sendable {
    /// Read and followed.
    package var followed: Set<String>
    /// Make no difference, and need none.
    package var indifferent: Set<String>
    /// Would make a difference elsewhere, which is said in a warning: what does not happen.
    package var unsupported: [String: String]
    /// What becomes of all other keys.
    package var others: Others

    package enum Others: Sendable {
        /// They may belong to somebody else: only those that look like known ones misspelt are refused.
        case ignored
        /// The file is all ours: there are no others.
        case refused
    }

    package init(
        followed: Set<String>, indifferent: Set<String> = [], unsupported: [String: String] = [:],
        others: Others = .ignored
    ) {
        self.followed = followed
        self.indifferent = indifferent
        self.unsupported = unsupported
        self.others = others
    }

    fileprivate var all: Set<String> {
        followed.union(indifferent).union(unsupported.keys)
    }
}

extension Section {
    /// Warns of what is not followed.
    ///
    /// - Throws: for a key that is unknown, if it looks like a known one misspelt or there may be no unknown ones.
    package func check(_ known: KnownKeys) throws(ConfigurationError) {
        for key in keys where !known.followed.contains(key) && !known.indifferent.contains(key) {
            if let reason = known.unsupported[key] {
                warn(key, "is not followed: \(reason)")
            } else {
                try checkUnknown(key, known)
            }
        }
    }

    private func checkUnknown(_ key: String, _ known: KnownKeys) throws(ConfigurationError) {
        if let meant = NearestKey.of(key, among: known.all) {
            let sentence = "is unknown; did you mean '\(meant)'?"
            guard reading.isLenient else { throw error(key, sentence) }
            warn(key, sentence)
        } else if known.others == .refused {
            throw error(key, "is unknown; understood are \(known.followed.sorted().joined(separator: ", "))")
        } else {
            warn(key, "is unknown here and ignored")
        }
    }
}
