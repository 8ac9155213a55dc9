/// Collects what is wrong with a request, to report all of it at once as AWS does.
///
/// `2 validation errors detected: Value '' at 'a' failed to satisfy constraint: ...; Value '9' at 'b' failed to ...`
public struct ConstraintViolations: Sendable {
    private var sentences: [String] = []

    public init() {}

    /// - Parameters:
    ///   - value: printed between quotes; nil for values marked sensitive in the model, which are never printed.
    ///   - member: the path of the member in lower camel case: `snapStart.applyOn`.
    ///   - constraint: `Member must have length less than or equal to 64` and the like.
    public mutating func add(_ value: String?, at member: String, _ constraint: String) {
        let shown = value.map { "Value '\($0)'" } ?? "Value"
        sentences.append("\(shown) at '\(member)' failed to satisfy constraint: \(constraint)")
    }

    /// A member that is required and not there.
    public mutating func addMissing(at member: String) {
        sentences.append("Value null at '\(member)' failed to satisfy constraint: Member must not be null")
    }

    /// Throws a ValidationException if anything was added.
    public func check() throws(CloudError) {
        guard sentences.isEmpty else { throw error }
    }

    /// The ValidationException that lists everything added.
    public var error: CloudError {
        let count = sentences.count == 1 ? "1 validation error" : "\(sentences.count) validation errors"
        return CloudError(.validation, "\(count) detected: \(sentences.joined(separator: "; "))")
    }
}
