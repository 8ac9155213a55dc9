/// Times as AWS's protocols write them; all of them in milliseconds since 1970.
public enum Timestamp {
    /// `2026-01-02T03:04:05.678Z`
    public static func iso8601(_ milliseconds: Int) -> String {
        let time = parts(milliseconds)
        return
            "\(pad(time.year, 4))-\(pad(time.month))-\(pad(time.day))T\(pad(time.hour)):\(pad(time.minute)):"
            + "\(pad(time.second)).\(pad(time.millisecond, 3))Z"
    }

    /// `2026-01-02T03:04:05Z`
    public static func iso8601Seconds(_ milliseconds: Int) -> String {
        iso8601(milliseconds).prefix(19) + "Z"
    }

    /// `Fri, 02 Jan 2026 03:04:05 GMT`, as headers have it (RFC 9110, section 5.6.7).
    public static func http(_ milliseconds: Int) -> String {
        let time = parts(milliseconds)
        return
            "\(days[time.weekday]), \(pad(time.day)) \(months[time.month - 1]) \(pad(time.year, 4)) \(pad(time.hour)):"
            + "\(pad(time.minute)):\(pad(time.second)) GMT"
    }

    /// Reads any of: ISO 8601 with or without fractions, a header's date, seconds since 1970.
    public static func parse(_ text: String) -> Int? {
        if let seconds = Double(text), seconds.isFinite, abs(seconds) < 1e12 { return Int((seconds * 1000).rounded()) }
        return text.contains(",") ? parseHTTP(text) : parseISO(text)
    }

    /// What a day consists of, in UTC.
    public struct Parts: Sendable, Hashable {
        public var year: Int
        public var month: Int
        public var day: Int
        /// 0 is Sunday.
        public var weekday: Int
        public var hour: Int
        public var minute: Int
        public var second: Int
        public var millisecond: Int
    }

    public static func parts(_ milliseconds: Int) -> Parts {
        let days = milliseconds.floorDivided(by: 86_400_000)
        let rest = milliseconds - days * 86_400_000
        // Days to a date: shifted so that the year begins in March and leap days come last.
        let shifted = days + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let weekday = (days + 4) - (days + 4).floorDivided(by: 7) * 7
        return Parts(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, weekday: weekday, hour: rest / 3_600_000,
            minute: rest / 60_000 % 60, second: rest / 1000 % 60, millisecond: rest % 1000)
    }

    /// - Returns: the first millisecond of a day in UTC.
    public static func start(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.floorDivided(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return (era * 146_097 + dayOfEra - 719_468) * 86_400_000
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func pad(_ number: Int, _ width: Int = 2) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    /// `Fri, 02 Jan 2026 03:04:05 GMT`
    private static func parseHTTP(_ text: String) -> Int? {
        let words = text.split { " :".contains($0) }
        guard words.count >= 7, let month = months.firstIndex(of: String(words[2])),
            let day = Int(words[1]), let year = Int(words[3]), let hour = Int(words[4]), let minute = Int(words[5]),
            let second = Int(words[6])
        else { return nil }
        return time(year, month + 1, day, hour, minute, second, 0)
    }

    /// `2026-01-02T03:04:05.678Z`; also `+01:00` in place of the Z, and a date alone.
    private static func parseISO(_ text: String) -> Int? {
        let halves = text.split(separator: "T", maxSplits: 1)
        let date = halves[safe: 0]?.split(separator: "-").map { Int($0) } ?? []
        guard date.count == 3, let year = date[0], let month = date[1], let day = date[2] else { return nil }
        guard halves.count == 2 else { return time(year, month, day, 0, 0, 0, 0) }
        let zoneStart = halves[1].firstIndex { "Z+-".contains($0) } ?? halves[1].endIndex
        let clock = halves[1][..<zoneStart].split(separator: ":")
        guard (2...3).contains(clock.count), let hour = Int(clock[0]), let minute = Int(clock[1]),
            let second = clock.count == 3 ? Double(clock[2]) : 0, (0..<61).contains(second),
            let offset = zone(halves[1][zoneStart...])
        else { return nil }
        let milliseconds = Int((second * 1000).rounded())
        return time(year, month, day, hour, minute, 0, milliseconds).map { $0 - offset }
    }

    private static func zone(_ text: Substring) -> Int? {
        guard let sign = text.first, sign != "Z" else { return 0 }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard digits.count == 4, let number = Int(digits) else { return nil }
        return (number / 100 * 60 + number % 100) * 60_000 * (sign == "-" ? -1 : 1)
    }

    private static func time(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int, _ millisecond: Int
    ) -> Int? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day), (0...24).contains(hour),
            (0...60).contains(minute), (0...60).contains(second)
        else { return nil }
        return start(year: year, month: month, day: day) + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
    }
}

extension Int {
    fileprivate func floorDivided(by divisor: Int) -> Int {
        self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
