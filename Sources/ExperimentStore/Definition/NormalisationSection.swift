import Scientist
import Settings

/// `normalize`, or `normalise`: what is done to answers before they are compared.
///
/// ```yaml
/// normalize:
///   - drop: $.requestId
///   - {replace: $.url, pattern: "[0-9]+", with: N}
///   - {sort: $.items, by: id}
///   - {round: $.price, digits: 2, mode: half-even}
///   - {parse: $.payload, as: json}
/// ```
enum NormalisationSection {
    /// The keys that belong to each step.
    private static let options = [
        ("drop", []), ("replace", ["pattern", "with"]), ("sort", ["by"]), ("round", ["digits", "mode"]),
        ("parse", ["as"]),
    ]

    static func steps(of owner: Section) throws(ConfigurationError) -> [NormalisationStep] {
        if try owner.value("normalise") != nil, try owner.value("normalize") != nil {
            throw owner.error("normalise", "is said twice: take either normalize or normalise")
        }
        let key = try owner.value("normalise") == nil ? "normalize" : "normalise"
        var steps: [NormalisationStep] = []
        for section in try owner.sections(key) { steps.append(try step(section)) }
        return steps
    }

    private static func step(_ section: Section) throws(ConfigurationError) -> NormalisationStep {
        try section.check(KnownKeys(followed: Set(options.flatMap { [$0] + $1 }), others: .refused))
        let kind = try section.onlyKey(of: options.map(\.0))
        let allowed = options.first { $0.0 == kind }?.1 ?? []
        if let stray = section.uniqueKeys.first(where: { $0 != kind && !allowed.contains($0) }) {
            throw section.error(stray, "does not belong to \(kind)")
        }
        guard let path = try section.fieldPath(kind) else {
            throw section.error(kind, "is empty: it needs a path, such as $.items")
        }
        return try step(kind, path, section)
    }

    private static func step(
        _ kind: String, _ path: FieldPath, _ section: Section
    ) throws(ConfigurationError) -> NormalisationStep {
        switch kind {
        case "replace": return .replace(path, pattern: try pattern(section), with: try section.text("with") ?? "")
        case "sort": return .sort(path, by: try section.text("by"))
        case "round":
            let modes = NormalisationStep.Rounding.allCases.map(\.rawValue)
            let mode = try section.choice("mode", modes).flatMap(NormalisationStep.Rounding.init)
            return .round(path, digits: try section.number("digits", in: 0...15) ?? 0, mode ?? .halfUp)
        case "parse":
            let kinds = NormalisationStep.Parsed.allCases.map(\.rawValue)
            return .parse(path, as: try section.choice("as", kinds).flatMap(NormalisationStep.Parsed.init) ?? .json)
        default: return .drop(path)
        }
    }

    private static func pattern(_ section: Section) throws(ConfigurationError) -> String {
        guard let pattern = try section.text("pattern"), !pattern.isEmpty else {
            throw section.error("pattern", "is missing: it is the regular expression to look for")
        }
        do throws(Pattern.Mistake) {
            _ = try Pattern(pattern)
        } catch {
            throw section.error("pattern", "'\(pattern)' is no regular expression: \(error)")
        }
        return pattern
    }
}
