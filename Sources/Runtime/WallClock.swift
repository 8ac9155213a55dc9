private import Glibc

package enum WallClock {
    /// Since 1970, in UTC.
    package typealias Milliseconds = Int64

    package static var now: Milliseconds {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Milliseconds(time.tv_sec) * 1000 + Milliseconds(time.tv_nsec) / 1_000_000
    }

    /// RFC 3339 with milliseconds, such as `2026-11-23T09:30:00.123Z`.
    ///
    /// The calendar is computed rather than asked for: C's asks for time zone files first. The method is Howard
    /// Hinnant's, https://howardhinnant.github.io/date_algorithms.html#civil_from_days, for years from 1970 on.
    package static func text(_ time: Milliseconds) -> String {
        let (days, rest) = max(0, time).quotientAndRemainder(dividingBy: 86_400_000)
        let (year, month, day) = date(daysSince1970: Int(days))
        let milliseconds = Int(rest)
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) + "T"
            + padded(milliseconds / 3_600_000, 2) + ":" + padded(milliseconds / 60_000 % 60, 2) + ":"
            + padded(milliseconds / 1000 % 60, 2) + "." + padded(milliseconds % 1000, 3) + "Z"
    }

    /// Counts years from March, so that the leap day comes last, in eras of 400 years (146,097 days).
    private static func date(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
        let days = daysSince1970 + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
