/// What numbers and names a field of a cron expression may have: `5`, `1-5`, `0/15`, `MON,WED`, `*`.
struct CronField: Sendable {
    let range: ClosedRange<Int>
    /// Of the first numbers of the range, in order.
    var names: [String] = []

    static let minutes = CronField(range: 0...59)
    static let hours = CronField(range: 0...23)
    static let daysOfMonth = CronField(range: 1...31)
    static let months = CronField(
        range: 1...12,
        names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"])
    static let daysOfWeek = CronField(range: 1...7, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"])
    static let years = CronField(range: 1970...2199)

    /// nil for what is none of this field.
    func values(_ text: String) -> Set<Int>? {
        var values: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let some = self.part(part) else { return nil }
            values.formUnion(some)
        }
        return values
    }

    func value(_ text: some StringProtocol) -> Int? {
        if let index = names.firstIndex(of: String(text)) { return range.lowerBound + index }
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else {
            return nil
        }
        return range.contains(number) ? number : nil
    }

    /// One of those between commas.
    private func part(_ text: Substring) -> [Int]? {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2 else { return span(text) }
        guard let step = Int(halves[1]), step > 0, step <= range.upperBound else { return nil }
        // From a single number a step leads to the end of the range.
        let start = value(halves[0]).map { Array($0...range.upperBound) }
        guard let span = start ?? span(halves[0]) else { return nil }
        return span.enumerated().filter { $0.offset.isMultiple(of: step) }.map(\.element)
    }

    /// `*`, `5`, `1-5`; `FRI-MON` goes round the end.
    private func span(_ text: Substring) -> [Int]? {
        if text == "*" { return Array(range) }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        switch ends.count {
        case 1: return value(ends[0]).map { [$0] }
        case 2:
            guard let first = value(ends[0]), let last = value(ends[1]) else { return nil }
            return first <= last
                ? Array(first...last) : Array(first...range.upperBound) + Array(range.lowerBound...last)
        default: return nil
        }
    }
}
