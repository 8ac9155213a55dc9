/// Times as people read them, in UTC.
enum Time {
    /// `25 Nov 2026, 22:18:05 UTC`
    static func full(_ epochMilliseconds: Int) -> String {
        let (date, time) = parts(epochMilliseconds)
        return "\(date), \(time) UTC"
    }

    /// `22:18:05`
    static func clock(_ epochMilliseconds: Int) -> String { parts(epochMilliseconds).time }

    /// `2026-11-25T22:18:05Z`, for `<time datetime>`.
    static func machine(_ epochMilliseconds: Int) -> String {
        let (year, month, day) = civil(days(epochMilliseconds))
        return "\(year)-\(two(month))-\(two(day))T\(clock(epochMilliseconds))Z"
    }

    /// How long ago: `just now`, `12 min ago`, `3 h ago`, `5 days ago`.
    static func ago(_ then: Int, now: Int) -> String { now - then < 60_000 ? "just now" : "\(span(now - then)) ago" }

    /// Of milliseconds: `12 s`, `12 min`, `3 h`, `5 days`.
    static func span(_ milliseconds: Int) -> String {
        switch milliseconds {
        case ..<60_000: "\(max(0, milliseconds / 1_000)) s"
        case ..<3_600_000: "\(milliseconds / 60_000) min"
        case ..<172_800_000: "\(milliseconds / 3_600_000) h"
        default: "\(milliseconds / 86_400_000) days"
        }
    }

    private static func parts(_ epochMilliseconds: Int) -> (date: String, time: String) {
        let (year, month, day) = civil(days(epochMilliseconds))
        let second = (epochMilliseconds / 1_000) % 86_400
        return (
            "\(day) \(months[month - 1]) \(year)", "\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))"
        )
    }

    private static func days(_ epochMilliseconds: Int) -> Int { max(0, epochMilliseconds) / 86_400_000 }

    /// Source: H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
