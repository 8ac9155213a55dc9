import AWSAPI
import JSON

/// A condition on an event that is JSON: `{ $.level = "error" && ($.ms > 100 || $.retry IS TRUE) }`.
struct JSONPattern: Sendable {
    indirect enum Condition: Sendable, Equatable {
        case and(Condition, Condition)
        case or(Condition, Condition)
        case compare(Selector, Comparison, Operand)
        case isNull(Selector)
        case isTrue(Selector)
        case isFalse(Selector)
        case notExists(Selector)
    }

    enum Comparison: String, Sendable {
        case equal = "="
        case notEqual = "!="
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case less = "<"
        case greater = ">"
    }

    struct Operand: Sendable, Equatable {
        /// May have `*` for anything.
        var text: String
        /// nil for a text between quotation marks and for what is no number.
        var number: Double?
    }

    /// `$.a.b[0].c` and the like.
    struct Selector: Sendable, Equatable {
        enum Step: Sendable, Equatable {
            case member(String)
            case element(Int)
            case everyElement
        }
        var steps: [Step]
    }

    let condition: Condition

    init(_ text: some StringProtocol) throws(AWSError) {
        var parser = JSONPatternParser(text)
        condition = try parser.pattern()
    }

    func matches(_ event: JSON) -> Bool { condition.holds(for: event) }
}

extension JSONPattern.Condition {
    func holds(for event: JSON) -> Bool {
        switch self {
        case .and(let left, let right): left.holds(for: event) && right.holds(for: event)
        case .or(let left, let right): left.holds(for: event) || right.holds(for: event)
        case .compare(let selector, let comparison, let operand):
            selector.values(in: event).contains { comparison.holds(for: $0, operand) }
        case .isNull(let selector): selector.values(in: event).contains { $0.isNull }
        case .isTrue(let selector): selector.values(in: event).contains { $0 == .bool(true) }
        case .isFalse(let selector): selector.values(in: event).contains { $0 == .bool(false) }
        case .notExists(let selector): selector.values(in: event).isEmpty
        }
    }
}

extension JSONPattern.Selector {
    func values(in event: JSON) -> [JSON] {
        var values = [event]
        for step in steps {
            switch step {
            case .member(let name): values = values.compactMap { $0[name] }
            case .element(let index): values = values.compactMap { $0[index] }
            case .everyElement: values = values.flatMap { $0.arrayValue ?? [] }
            }
        }
        return values
    }
}

extension JSONPattern.Comparison {
    func holds(for value: JSON, _ operand: JSONPattern.Operand) -> Bool {
        switch self {
        case .equal: Self.equal(value, operand)
        case .notEqual: !Self.equal(value, operand)
        case .less: Self.compare(value, operand) { $0 < $1 }
        case .greater: Self.compare(value, operand) { $0 > $1 }
        case .lessOrEqual: Self.compare(value, operand) { $0 <= $1 }
        case .greaterOrEqual: Self.compare(value, operand) { $0 >= $1 }
        }
    }

    private static func equal(_ value: JSON, _ operand: JSONPattern.Operand) -> Bool {
        if let number = operand.number, value.stringValue == nil { return value.doubleValue == number }
        guard let text = value.stringValue else { return false }
        return Wildcard.matches(Array(text.utf8)[...], Array(operand.text.utf8)[...])
    }

    private static func compare(
        _ value: JSON, _ operand: JSONPattern.Operand, _ holds: (Double, Double) -> Bool
    ) -> Bool {
        guard let left = value.doubleValue, let right = operand.number else { return false }
        return holds(left, right)
    }
}

enum Wildcard {
    /// `*` stands for anything; goes back to the last one only, so that time does not explode.
    static func matches(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
        var (text, pattern) = (text, pattern)
        var retry: (text: ArraySlice<UInt8>, pattern: ArraySlice<UInt8>)?
        while true {
            if pattern.first == UInt8(ascii: "*") {
                pattern = pattern.dropFirst()
                retry = (text, pattern)
            } else if let byte = text.first, byte == pattern.first {
                (text, pattern) = (text.dropFirst(), pattern.dropFirst())
            } else if text.isEmpty && pattern.isEmpty {
                return true
            } else if let last = retry, !last.text.isEmpty {
                retry = (last.text.dropFirst(), last.pattern)
                (text, pattern) = (last.text.dropFirst(), last.pattern)
            } else {
                return false
            }
        }
    }
}
