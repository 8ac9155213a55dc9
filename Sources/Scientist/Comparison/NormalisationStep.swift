/// Makes answers comparable: one step, done to both sides before they are compared, stored and shown.
public enum NormalisationStep: Sendable, Hashable, Codable {
    /// Takes a field, a header or an element away.
    case drop(FieldPath)
    /// Puts a text in the place of everything that a regular expression finds in strings at the path.
    case replace(FieldPath, pattern: String, with: String)
    /// Sorts an array; objects by the member that is named.
    case sort(FieldPath, by: String?)
    /// Rounds a number to some digits after the point.
    case round(FieldPath, digits: Int, Rounding)
    /// Reads a string as what it holds.
    case parse(FieldPath, as: Parsed)

    public enum Rounding: String, Sendable, Hashable, Codable, CaseIterable {
        case halfUp = "half-up"
        case halfEven = "half-even"
        case down
    }

    public enum Parsed: String, Sendable, Hashable, Codable, CaseIterable {
        case json
        case number
    }
}
