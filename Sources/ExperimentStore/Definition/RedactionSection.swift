import Scientist
import Settings

/// `redact`: a list of paths, or a mapping of `paths` and `defaults`.
enum RedactionSection {
    static func redactions(of owner: Section) throws(ConfigurationError) -> Redactions {
        guard let value = try owner.value("redact") else { return Redactions() }
        guard case .mapping = value.content else { return Redactions(paths: try owner.fieldPaths("redact")) }
        let section = try owner.subsection("redact", value)
        try section.check(KnownKeys(followed: ["paths", "defaults"], others: .refused))
        return Redactions(
            paths: try section.fieldPaths("paths"), includesDefaults: try section.flag("defaults") ?? true)
    }
}
