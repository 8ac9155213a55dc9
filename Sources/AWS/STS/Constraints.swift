import AWSAPI

/// What the service model demands of members, in the words in which AWS says so.
enum Constraints {
    static let sessionName = "[\\w+=,.@-]*"

    /// A member that must be there.
    ///
    /// - Parameter pattern: `sessionName` is the only one.
    static func text(
        _ input: Parameters, _ name: String, _ length: ClosedRange<Int>, pattern: String? = nil
    ) throws(AWSError) -> String? {
        guard let text = try input.string(name) else { throw violation(name, nil, "Member must not be null") }
        let count = text.unicodeScalars.count
        if count < length.lowerBound {
            throw violation(name, text, "Member must have length greater than or equal to \(length.lowerBound)")
        }
        if count > length.upperBound {
            throw violation(name, text, "Member must have length less than or equal to \(length.upperBound)")
        }
        if let pattern, !text.unicodeScalars.allSatisfy(isSessionName) {
            throw violation(name, text, "Member must satisfy regular expression pattern: \(pattern)")
        }
        return text
    }

    static func duration(
        _ input: Parameters, default seconds: Int, _ range: ClosedRange<Int>
    ) throws(AWSError) -> Int {
        guard let seconds = try input.integer("DurationSeconds") else { return seconds }
        if seconds < range.lowerBound {
            throw violation(
                "DurationSeconds", "\(seconds)", "Member must have value greater than or equal to \(range.lowerBound)")
        }
        if seconds > range.upperBound {
            throw violation(
                "DurationSeconds", "\(seconds)", "Member must have value less than or equal to \(range.upperBound)")
        }
        return seconds
    }

    private static func isSessionName(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || "_+=,.@-".unicodeScalars.contains(scalar))
    }

    private static func violation(_ name: String, _ value: String?, _ constraint: String) -> AWSError {
        let field = name.prefix(1).lowercased() + name.dropFirst()
        let shown = value.map { "Value '\($0)'" } ?? "Value null"
        return AWSError(
            "ValidationError",
            "1 validation error detected: \(shown) at '\(field)' failed to satisfy constraint: \(constraint)")
    }
}
