import AWSAPI
import Cloud
import Foundation

/// Holds members of a request against botocore's constraints, and refuses all that is wrong at once, as AWS does.
struct Requirements {
    private var violations = ConstraintViolations()

    /// - Parameters:
    ///   - member: the path in lower camel case.
    ///   - pattern: as AWS prints it; must match the whole text.
    mutating func text(
        _ value: String?, _ member: String, pattern: String? = nil, length: ClosedRange<Int>? = nil,
        oneOf values: [String]? = nil, isRequired: Bool = false
    ) {
        guard let value else {
            if isRequired { violations.addMissing(at: member) }
            return
        }
        if let pattern, !Self.matches(value, pattern) {
            violations.add(value, at: member, "Member must satisfy regular expression pattern: \(pattern)")
        }
        if let length {
            let count = value.unicodeScalars.count
            if count > length.upperBound {
                violations.add(value, at: member, "Member must have length less than or equal to \(length.upperBound)")
            } else if count < length.lowerBound {
                violations.add(
                    value, at: member, "Member must have length greater than or equal to \(length.lowerBound)")
            }
        }
        if let values, !values.contains(value) {
            violations.add(
                value, at: member, "Member must satisfy enum value set: [\(values.joined(separator: ", "))]")
        }
    }

    mutating func number(_ value: Int?, _ member: String, _ range: ClosedRange<Int>, isRequired: Bool = false) {
        guard let value else {
            if isRequired { violations.addMissing(at: member) }
            return
        }
        if value < range.lowerBound {
            violations.add(
                String(value), at: member, "Member must have value greater than or equal to \(range.lowerBound)")
        } else if value > range.upperBound {
            violations.add(
                String(value), at: member, "Member must have value less than or equal to \(range.upperBound)")
        }
    }

    /// - Parameter size: how many elements there may be.
    mutating func list(_ values: [String]?, _ member: String, size: ClosedRange<Int>, oneOf allowed: [String]? = nil) {
        guard let values else { return }
        let shown = "[\(values.joined(separator: ", "))]"
        if values.count > size.upperBound {
            violations.add(shown, at: member, "Member must have length less than or equal to \(size.upperBound)")
        } else if values.count < size.lowerBound {
            violations.add(shown, at: member, "Member must have length greater than or equal to \(size.lowerBound)")
        }
        if let allowed, !values.allSatisfy(allowed.contains) {
            violations.add(
                shown, at: member,
                "Member must satisfy constraint: [Member must satisfy enum value set: "
                    + "[\(allowed.joined(separator: ", "))]]")
        }
    }

    mutating func present(_ isPresent: Bool, _ member: String) {
        if !isPresent { violations.addMissing(at: member) }
    }

    /// - Throws: ValidationException.
    func check() throws(AWSError) {
        do throws(CloudError) {
            try violations.check()
        } catch {
            throw AWSError(error)
        }
    }

    static func matches(_ text: String, _ pattern: String) -> Bool {
        text.range(of: "^(?:\(pattern))$", options: .regularExpression) == text.startIndex..<text.endIndex
    }
}
