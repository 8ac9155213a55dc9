/// A part of two answers that is held against each other.
///
/// Failures are always compared, by type and message; a failure never equals an answer.
public enum Comparator: Sendable, Hashable, Codable {
    case body(Body)
    case statusCode
    /// The headers of this list alone; names in lower case.
    case headers([String])

    /// How bodies are compared.
    public struct Body: Sendable, Hashable, Codable {
        public enum Form: String, Sendable, Hashable, Codable, CaseIterable {
            /// JSON where both are, else text where both are UTF-8, else bytes.
            case automatic
            case bytes
            case text
            case json
        }

        public var form: Form
        /// Numbers that are no further apart are equal.
        public var absoluteTolerance = 0.0
        /// The same, as a share of the larger of the two.
        public var relativeTolerance = 0.0
        /// Arrays whose order does not matter.
        public var unorderedArrays: [FieldPath] = []

        public init(_ form: Form) {
            self.form = form
        }

        public static let automatic = Body(.automatic)
    }
}
