import AWSAPI
import JSON

/// Which events FilterLogEvents gives: a filter pattern.
/// Source: CloudWatch Logs User Guide, "Filter pattern syntax".
enum FilterPattern: Sendable {
    case everything
    case terms(TermPattern)
    case json(JSONPattern)

    /// - Throws: InvalidParameterException for what is no pattern, and for patterns of two kinds that are not read here:
    ///   regular expressions and fields between spaces.
    init(_ text: String) throws(AWSError) {
        guard text.unicodeScalars.count <= LogsLimits.patternCharacters else {
            var violations = Violations()
            violations.length(text, at: "filterPattern", 0...LogsLimits.patternCharacters)
            try violations.check("InvalidParameterException")
            self = .everything
            return
        }
        let trimmed = text.drop(while: \.isWhitespace)
        switch trimmed.first {
        case nil: self = .everything
        case "{": self = .json(try JSONPattern(trimmed))
        case "[":
            throw .invalid(
                "Invalid filter pattern: Understudy reads terms and JSON patterns, not space-delimited ones: \(text)")
        default: self = .terms(try TermPattern(trimmed))
        }
    }

    func matches(_ message: String) -> Bool {
        switch self {
        case .everything: true
        case .terms(let pattern): pattern.matches(message)
        case .json(let pattern):
            // A message that is no JSON is none that a JSON pattern is about.
            (try? JSON(parsing: message)).map(pattern.matches) ?? false
        }
    }
}
