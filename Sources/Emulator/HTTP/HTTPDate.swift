import Glibc
import Synchronization

/// The `Date` header (RFC 9110, section 6.6.1): put into words once a second.
enum HTTPDate {
    private static let latest = Mutex((second: -1, text: ""))

    static func now() -> String {
        let second = WallClock.epochMilliseconds() / 1000
        return latest.withLock { latest in
            if latest.second != second { latest = (second, text(epochSeconds: second)) }
            return latest.text
        }
    }

    /// `Mon, 23 Nov 2026 19:00:00 GMT`.
    static func text(epochSeconds: Int) -> String {
        var seconds = time_t(epochSeconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return
            "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900) "
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
