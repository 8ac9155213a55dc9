/// Times in the forms of the Lambda API; all in UTC, from milliseconds since 1970.
enum TimeText {
    /// `2026-01-02T03:04:05.678+0000`: a function's LastModified.
    static func modified(_ milliseconds: Int) -> String { text(milliseconds, hasMilliseconds: true) + "+0000" }

    /// `2026-01-02T03:04:05+0000`: that of provisioned concurrency.
    static func seconds(_ milliseconds: Int) -> String { text(milliseconds, hasMilliseconds: false) + "+0000" }

    /// `2026-01-02T03:04:05.678Z`: those of a function URL.
    static func zulu(_ milliseconds: Int) -> String { text(milliseconds, hasMilliseconds: true) + "Z" }

    /// `1767323045.678`: seconds since 1970, for members that are timestamps in the model.
    static func epoch(_ milliseconds: Int) -> String {
        "\(milliseconds / 1000).\(padded(milliseconds % 1000, 3))"
    }

    private static func text(_ milliseconds: Int, hasMilliseconds: Bool) -> String {
        let (days, rest) = (milliseconds / 86_400_000, milliseconds % 86_400_000)
        let (year, month, day) = date(days: days)
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { padded($0, 2) }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(time.joined(separator: ":"))"
            + (hasMilliseconds ? ".\(padded(rest % 1000, 3))" : "")
    }

    /// The Gregorian date of a day since 1970-01-01. Years begin in March, so that the leap day comes last (Howard
    /// Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
