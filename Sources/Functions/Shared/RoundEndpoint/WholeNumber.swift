/// Writes whole doubles as JavaScript does: all digits below 1e21, an exponent from there on, never a minus zero.
///
/// Source: ECMAScript, Number::toString, https://tc39.es/ecma262/#sec-numeric-types-number-tostring
package enum WholeNumber {
    package static func text(_ value: Double) -> String {
        if let whole = Int64(exactly: value), abs(value) < 9_007_199_254_740_992 { return String(whole) }
        // Swift writes the shortest digits, too, but turns to exponents at 2^54 already: `1.8014398509481984e+16`.
        let shortest = value.description
        guard let e = shortest.firstIndex(of: "e"),
            let exponent = Int(shortest[shortest.index(after: e)...].drop(while: { $0 == "+" })),
            exponent < 21
        else { return withoutFraction(shortest) }
        return digits(shortest[..<e], exponent: exponent)
    }

    /// `1.5` and 3 are `1500`.
    private static func digits(_ mantissa: Substring, exponent: Int) -> String {
        let sign = mantissa.first == "-" ? "-" : ""
        let digits = mantissa.filter { $0 != "-" && $0 != "." }
        return sign + digits + String(repeating: "0", count: max(0, exponent + 1 - digits.utf8.count))
    }

    private static func withoutFraction(_ text: String) -> String {
        text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
