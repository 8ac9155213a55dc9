import Emulator

/// Tells when files have become others and come to rest: whoever builds a zip writes it in steps. A pure value: it is shown
/// what lies at each path, now and then.
struct FileChange {
    typealias States = [String: ConfigurationFiles.State]

    private let known: States
    private var last: States

    /// - Parameter known: what they are compared with.
    init(since known: States) {
        self.known = known
        last = known
    }

    var paths: some Collection<String> { known.keys }

    /// Whether they are others than those known, and the same as at the last look.
    mutating func look(_ present: States) -> Bool {
        defer { last = present }
        return present != known && present == last
    }
}
