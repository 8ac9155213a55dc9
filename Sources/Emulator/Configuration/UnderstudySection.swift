import Cloud
import JSON
import Settings

/// `custom.understudy`: what only the emulator knows. Serverless leaves `custom` alone, so the file deploys to AWS as it
/// is.
///
/// ```yaml
/// custom:
///   understudy:
///     functions:
///       price:                      # a key of `functions`
///         cpus: 0.5                 # in place of what memorySize brings
///         event: '{"article": 7}'   # what `understudy tune price` sends
/// ```
struct UnderstudySection {
    struct Extras {
        var cpus: Double?
        var event: String?
    }

    private let functions: Section?

    init(_ file: Section) throws(ConfigurationError) {
        // Whatever else `custom` is or holds is the user's own.
        guard let custom = try file.value("custom"), case .mapping = custom.content,
            let understudy = try file.section("custom")?.section("understudy")
        else {
            functions = nil
            return
        }
        try understudy.check(KnownKeys(followed: ["functions"]))
        functions = try understudy.section("functions")
    }

    func extras(of key: String) throws(ConfigurationError) -> Extras {
        guard let section = try functions?.section(key) else { return Extras() }
        try section.check(KnownKeys(followed: ["cpus", "event"]))
        return Extras(cpus: try section.number("cpus", in: CPUAllotment.choosable), event: try event(section))
    }

    private func event(_ section: Section) throws(ConfigurationError) -> String? {
        guard let text = try section.text("event") else { return nil }
        do {
            _ = try JSON(parsing: text)
        } catch {
            throw section.error("event", "must be JSON in quotes, such as '{\"number\": 1}': \(error)")
        }
        return text
    }

    /// - Throws: for a key that is none of the file's functions.
    func checkFunctions(exist keys: [String]) throws(ConfigurationError) {
        guard let functions else { return }
        for key in functions.keys where !keys.contains(key) {
            let meant = NearestKey.of(key, among: Set(keys)).map { "; did you mean '\($0)'?" } ?? ""
            throw functions.error(key, "is none of the functions\(meant)")
        }
    }
}
