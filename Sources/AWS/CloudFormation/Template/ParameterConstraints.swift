internal import AWSAPI
internal import Foundation

/// What a parameter demands of its value.
struct ParameterConstraints {
    private let parameter: TemplateParameter

    init(_ parameter: TemplateParameter) {
        self.parameter = parameter
    }

    /// - Throws: ValidationError; with the template's own description of the constraint, where it has one.
    func check(_ text: String) throws(AWSError) {
        guard text.utf8.count <= TemplateLimits.maximumParameterValue else {
            throw .validation(
                "Parameter '\(parameter.key)' must not be longer than \(TemplateLimits.maximumParameterValue) bytes")
        }
        let elements = parameter.isList ? ParameterValues.elements(text) : [text]
        for element in elements {
            if let demand = violated(by: element) { throw refusal(demand) }
        }
    }

    private func refusal(_ demand: String) -> AWSError {
        guard let description = parameter.constraintDescription else {
            return .validation("Parameter '\(parameter.key)' \(demand)")
        }
        return .validation("Parameter \(parameter.key) failed to satisfy constraint: \(description)")
    }

    /// - Returns: what the value must be and is not.
    private func violated(by text: String) -> String? {
        if parameter.isNumber {
            guard let number = Double(text), number.isFinite else { return "must be a number" }
            if let minimum = parameter.minimumValue, number < minimum {
                return "must be a number not less than \(Self.text(minimum))"
            }
            if let maximum = parameter.maximumValue, number > maximum {
                return "must be a number not greater than \(Self.text(maximum))"
            }
        }
        if let allowed = parameter.allowedValues, !allowed.contains(text) { return "must be one of AllowedValues" }
        if let minimum = parameter.minimumLength, text.count < minimum {
            return "must contain at least \(minimum) characters"
        }
        if let maximum = parameter.maximumLength, text.count > maximum {
            return "must contain at most \(maximum) characters"
        }
        if let pattern = parameter.allowedPattern, !Pattern.matches(pattern, text) {
            return "must match pattern \(pattern)"
        }
        return nil
    }

    private static func text(_ number: Double) -> String {
        // Bounds are read as numbers below 10^15, so whole ones fit.
        number == number.rounded() ? String(Int(number)) : String(number)
    }
}

/// Regular expressions of templates, which come from outside and so must not run for ever.
private enum Pattern {
    /// Reports of progress after which a match that is still running counts as none.
    static let maximumReports = 1000

    /// Whether a pattern matches the whole text; one that is no regular expression matches nothing.
    static func matches(_ pattern: String, _ text: String) -> Bool {
        guard let expression = try? NSRegularExpression(pattern: "^(?:\(pattern))$") else { return false }
        let whole = NSRange(location: 0, length: text.utf16.count)
        var isMatch = false
        var reports = 0
        expression.enumerateMatches(in: text, options: .reportProgress, range: whole) { result, _, stop in
            if let result {
                isMatch = result.range == whole
                stop.pointee = true
            } else {
                reports += 1
                if reports > maximumReports { stop.pointee = true }
            }
        }
        return isMatch
    }
}
