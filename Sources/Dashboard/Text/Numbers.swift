internal import Glibc

/// Numbers as people read them.
enum Numbers {
    /// `12,345`
    static func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return number < 0 ? "-" + text : text
    }

    /// `3 requests`, `1 request`
    static func count(_ number: Int, _ noun: String) -> String { "\(count(number)) \(noun)\(number == 1 ? "" : "s")" }

    /// With so many digits after the point.
    static func fixed(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        let scale = pow(10, Double(digits))
        let scaled = Int((abs(value) * scale).rounded())
        let whole = count(scaled / Int(scale))
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard digits > 0 else { return sign + whole }
        let fraction = String(scaled % Int(scale))
        return sign + whole + "." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    /// With three significant digits: `0.0853`, `1.23`, `45.6`, `1,234`; or with so many.
    static func short(_ value: Double, digits: Int = 3) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
        let magnitude = Int(log10(abs(value)).rounded(.down))
        return fixed(value, max(0, min(6, digits - 1 - magnitude)))
    }

    /// `×1.08`, `×0.085`
    static func ratio(_ value: Double) -> String { "×\(short(value))" }

    /// `8.3 % faster`-like changes: `+8.3 %`, `-91 %`.
    static func change(_ ratio: Double) -> String {
        let percent = (ratio - 1) * 100
        let text = abs(percent) >= 10 ? fixed(percent, 0) : fixed(percent, 1)
        return (percent > 0 && !text.hasPrefix("0.0") ? "+" : "") + text + " %"
    }

    /// Of a share from 0 to 1: `0.83 %`
    static func percent(_ share: Double) -> String { "\(short(share * 100)) %" }

    /// Of what is a percentage already, without needless digits: `12.5 %`, `100 %`
    static func plainPercent(_ percent: Double) -> String {
        percent == percent.rounded() ? "\(Int(percent)) %" : "\(short(percent)) %"
    }

    /// Of microseconds: `850 µs`, `1.23 ms`, `4.5 s`.
    static func duration(_ microseconds: Double, digits: Int = 3) -> String {
        switch microseconds {
        case ..<1_000: "\(short(microseconds, digits: digits)) µs"
        case ..<1_000_000: "\(short(microseconds / 1_000, digits: digits)) ms"
        default: "\(short(microseconds / 1_000_000, digits: digits)) s"
        }
    }

    /// Of microseconds, always in milliseconds, for columns of a table.
    static func milliseconds(_ microseconds: Double) -> String {
        let value = microseconds / 1_000
        return value < 100 ? fixed(value, 2) : fixed(value, 1)
    }

    /// `$2.178`
    static func dollars(_ value: Double) -> String { "$\(fixed(value, 3))" }
}
