private import Events
private import JSON

/// Reading parameters by name: from a query they are text, from a JSON object they have the type they should have.
///
/// Messages say what was wrong without quoting values, since a value may be somebody's password.
extension Input {
    /// Nil when the parameter is absent.
    public func text(_ name: String) throws(BadRequest) -> String? {
        switch try value(name) {
        case nil: return nil
        case .string(let text): return text
        default: throw BadRequest("\(name) must be a string")
        }
    }

    /// A whole number within a range; nil when the parameter is absent.
    public func wholeNumber(_ name: String, in range: ClosedRange<Int>) throws(BadRequest) -> Int? {
        guard let value = try value(name) else { return nil }
        guard let text = numberText(value), Self.isWhole(text) else {
            throw BadRequest("\(name) must be a whole number")
        }
        guard let number = Int(text), range.contains(number) else {
            throw BadRequest("\(name) must be from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A number within a double's range; nil when the parameter is absent.
    public func double(_ name: String) throws(BadRequest) -> Double? {
        guard let value = try value(name) else { return nil }
        guard let text = numberText(value), let number = Double(text) else {
            throw BadRequest("\(name) must be a number, such as 62.5")
        }
        guard number.isFinite else { throw BadRequest("\(name) is beyond the range of a double (about 1.8e308)") }
        return number
    }

    private func value(_ name: String) throws(BadRequest) -> JSON? {
        switch self {
        case .query(let query): return query[name].map { .string($0) }
        case .json(.object(let members)): return members.last { $0.key == name }?.value
        case .json: throw BadRequest("Parameters must come as a JSON object")
        }
    }

    /// Swift would read `inf`, `nan` and hexadecimal as numbers, too; only digits, signs, point and exponent may stand.
    private func numberText(_ value: JSON) -> String? {
        switch (self, value) {
        case (.query, .string(let text)): text.utf8.allSatisfy(Self.mayStandInNumbers) ? text : nil
        case (.json, .number(let text)): text
        default: nil
        }
    }

    /// Digits, with a minus sign or none before them.
    private static func isWhole(_ text: String) -> Bool {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        return !digits.isEmpty && digits.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }

    private static func mayStandInNumbers(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}
