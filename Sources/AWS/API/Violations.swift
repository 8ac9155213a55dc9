/// Collects what is wrong with members of a request, to report all of it at once as AWS does.
///
/// `2 validation errors detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null; ...`
public struct Violations: Sendable {
    private var sentences: [String] = []

    public init() {}

    /// - Parameters:
    ///   - value: nil prints `null`.
    ///   - member: its path, beginning in lower case: `tags.1.member.key`.
    ///   - constraint: `Member must not be null` and the like.
    public mutating func add(_ value: String?, at member: String, _ constraint: String) {
        let shown = value.map { "'\($0)'" } ?? "null"
        sentences.append("Value \(shown) at '\(member)' failed to satisfy constraint: \(constraint)")
    }

    public mutating func demand(_ value: String?, at member: String) {
        if value == nil { add(nil, at: member, "Member must not be null") }
    }

    /// In characters, as AWS counts.
    public mutating func length(_ value: String?, at member: String, _ range: ClosedRange<Int>) {
        guard let value else { return }
        let count = value.unicodeScalars.count
        if count < range.lowerBound {
            add(value, at: member, "Member must have length greater than or equal to \(range.lowerBound)")
        } else if count > range.upperBound {
            add(value, at: member, "Member must have length less than or equal to \(range.upperBound)")
        }
    }

    /// - Parameter pattern: as the service model has it; whether the value fits is for the caller to say.
    public mutating func pattern(_ value: String?, at member: String, _ pattern: String, _ fits: (String) -> Bool) {
        guard let value, !fits(value) else { return }
        add(value, at: member, "Member must satisfy regular expression pattern: \(pattern)")
    }

    public mutating func range(_ value: Int?, at member: String, _ range: ClosedRange<Int>) {
        guard let value else { return }
        if value < range.lowerBound {
            add(String(value), at: member, "Member must have value greater than or equal to \(range.lowerBound)")
        } else if value > range.upperBound {
            add(String(value), at: member, "Member must have value less than or equal to \(range.upperBound)")
        }
    }

    public mutating func choice(_ value: String?, at member: String, _ choices: [String]) {
        guard let value, !choices.contains(value) else { return }
        add(value, at: member, "Member must satisfy enum value set: [\(choices.joined(separator: ", "))]")
    }

    /// - Parameter code: `ValidationError`, `ValidationException` or what else the service says.
    /// - Throws: one error for everything that was added.
    public func check(_ code: String) throws(AWSError) {
        guard !sentences.isEmpty else { return }
        let count = sentences.count == 1 ? "1 validation error" : "\(sentences.count) validation errors"
        throw AWSError(code, "\(count) detected: \(sentences.joined(separator: "; "))")
    }
}
