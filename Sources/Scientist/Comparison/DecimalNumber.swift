/// A JSON number by its exact decimal value: `1.0`, `1` and `1e0` are one, `9007199254740993` and `...992` are two.
struct DecimalNumber: Hashable {
    let isNegative: Bool
    /// Without zeros at either end; empty for zero.
    let digits: [UInt8]
    /// The value is 0.digits times ten to this.
    let exponent: Int

    /// Nil for exponents beyond any number of practical use.
    init?(_ text: String) {
        var (digits, point, exponent) = ([UInt8](), Int?.none, 0)
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes = bytes.dropFirst() }
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "."): point = digits.count
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                guard let value = Int(String(decoding: bytes, as: UTF8.self)), abs(value) < 1_000_000_000 else {
                    return nil
                }
                exponent = value
                bytes = []
            default: return nil
            }
        }
        let zeros = digits.prefix { $0 == 0 }.count
        exponent += (point ?? digits.count) - zeros
        var significant = digits.dropFirst(zeros)
        while significant.last == 0 { significant.removeLast() }
        self.digits = Array(significant)
        self.isNegative = isNegative && !significant.isEmpty
        self.exponent = significant.isEmpty ? 0 : exponent
    }

    /// Rounded to some digits after the point; nil where the text would be absurdly long.
    func rounded(_ places: Int, _ rounding: NormalisationStep.Rounding) -> String? {
        let kept = exponent + places
        guard abs(exponent) < 400, places >= 0, places < 400 else { return nil }
        guard kept < digits.count else { return text(digits, exponent) }
        guard kept >= 0 else { return "0" }
        let next = digits[kept]
        let isTie = next == 5 && kept + 1 == digits.count
        let last = kept > 0 ? digits[kept - 1] : 0
        let goesAway: Bool
        switch rounding {
        case .down: goesAway = false
        case .halfUp: goesAway = isTie ? !isNegative : next >= 5
        case .halfEven: goesAway = isTie ? last % 2 == 1 : next >= 5
        }
        var head = Array(digits.prefix(kept))
        guard goesAway else { return text(head, exponent) }
        var index = kept - 1
        while index >= 0, head[index] == 9 {
            head[index] = 0
            index -= 1
        }
        if index >= 0 {
            head[index] += 1
            return text(head, exponent)
        }
        return text([1] + head, exponent + 1)
    }

    private func text(_ digits: [UInt8], _ exponent: Int) -> String {
        var significant = digits[...]
        while significant.last == 0 { significant.removeLast() }
        guard !significant.isEmpty else { return "0" }
        let characters = significant.map { Character(Unicode.Scalar($0 + 48)) }
        var text: String
        if exponent <= 0 {
            text = "0." + String(repeating: "0", count: -exponent) + String(characters)
        } else if exponent >= characters.count {
            text = String(characters) + String(repeating: "0", count: exponent - characters.count)
        } else {
            text = String(characters[..<exponent]) + "." + String(characters[exponent...])
        }
        return (isNegative ? "-" : "") + text
    }
}
