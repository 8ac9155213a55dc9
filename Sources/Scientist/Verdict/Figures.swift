import Glibc

/// Numbers in sentences, without Foundation.
enum Figures {
    /// Four significant digits at most: `1.034`, `0.00833`, `12.5`.
    static func text(_ value: Double) -> String {
        guard value.isFinite else { return "\(value)" }
        if value == 0 { return "0" }
        let magnitude = Int(log10(abs(value)).rounded(.down))
        let digits = max(0, min(8, 3 - magnitude))
        let scale = pow(10, Double(digits))
        return trimmed((abs(value) * scale).rounded(), digits: digits, isNegative: value < 0)
    }

    /// Of ratios: what is not quite 1 must not look as if it were.
    static func ratio(_ value: Double) -> String {
        let distance = abs(value - 1)
        guard distance > 0, distance < 0.0005 else { return text(value) }
        return trimmed((value * 1e6).rounded(), digits: 6, isNegative: false)
    }

    /// An estimate: `987`, `1,240`, `105,000`.
    static func about(_ number: Int) -> String {
        var unit = 1
        while number / unit >= 1_000 { unit *= 10 }
        let digits = String((number + unit / 2) / unit * unit)
        var groups: [Substring] = []
        var rest = digits[...]
        while !rest.isEmpty {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return groups.joined(separator: ",")
    }

    /// `about 3 more pairs`
    static func about(_ number: Int, _ noun: String) -> String {
        "about \(about(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// `5%`, `0.1%`
    static func percent(_ share: Double) -> String { text(share * 100) + "%" }

    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    static func failed(_ number: Int) -> String {
        switch number {
        case 0: "never failed"
        case 1: "failed once"
        default: "failed \(number) times"
        }
    }

    private static func trimmed(_ scaled: Double, digits: Int, isNegative: Bool) -> String {
        guard scaled < 1e15 else { return "\(isNegative ? -scaled : scaled)" }
        var text = String(Int(scaled))
        if digits > 0 {
            text = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
            let point = text.index(text.endIndex, offsetBy: -digits)
            let fraction = text[point...].reversed().drop { $0 == "0" }.reversed()
            text = text[..<point] + (fraction.isEmpty ? "" : "." + String(fraction))
        }
        return isNegative && text != "0" ? "-" + text : text
    }
}
