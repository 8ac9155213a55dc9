import Glibc

/// The time of day, for what is shown or compared with other clocks; durations are measured with `NIODeadline`.
package enum WallClock {
    /// Milliseconds since 1970-01-01 UTC.
    package static func epochMilliseconds() -> Int {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
    }

    /// `2026-01-02T03:04:05.678Z`.
    package static func iso8601(epochMilliseconds: Int) -> String {
        let time = utc(epochMilliseconds)
        return
            "\(date(time, separator: "-"))T\(pad(Int(time.tm_hour))):\(pad(Int(time.tm_min))):\(pad(Int(time.tm_sec)))"
            + ".\(pad(epochMilliseconds % 1000, 3))Z"
    }

    /// `2026/01/02`, as log streams are named.
    static func datePath(epochMilliseconds: Int) -> String {
        date(utc(epochMilliseconds), separator: "/")
    }

    private static func utc(_ epochMilliseconds: Int) -> tm {
        var seconds = time_t(epochMilliseconds / 1000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        return parts
    }

    private static func date(_ time: tm, separator: String) -> String {
        "\(pad(Int(time.tm_year) + 1900, 4))\(separator)\(pad(Int(time.tm_mon) + 1))\(separator)\(pad(Int(time.tm_mday)))"
    }

    private static func pad(_ number: Int, _ width: Int = 2) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
