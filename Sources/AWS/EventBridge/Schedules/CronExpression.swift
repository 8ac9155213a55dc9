import AWSAPI

/// Six fields: minutes, hours, day of month, month, day of week, year. One of the two days is `?`.
/// Source: EventBridge User Guide, "Cron expressions reference".
struct CronExpression: Sendable, Equatable {
    private let minutes: [Int]
    private let hours: [Int]
    private let days: CronDays
    private let months: [Int]
    private let years: Set<Int>

    static let lastYear = 2199

    /// nil for what AWS does not take.
    init?(_ text: some StringProtocol) {
        let fields = text.split(separator: " ").map { $0.uppercased() }
        guard fields.count == 6 else { return nil }
        guard let minutes = CronField.minutes.values(fields[0]), let hours = CronField.hours.values(fields[1]),
            let months = CronField.months.values(fields[3]), let years = CronField.years.values(fields[5]),
            let days = CronDays(ofMonth: fields[2], ofWeek: fields[4])
        else { return nil }
        self.minutes = minutes.sorted()
        self.hours = hours.sorted()
        self.months = months.sorted()
        self.years = years
        self.days = days
    }

    /// The first whole minute after a time that fits; both in milliseconds since 1970.
    func next(after time: Int) -> Int? {
        let start = Timestamp.parts(time)
        for year in start.year...max(start.year, Self.lastYear) where years.contains(year) {
            for month in months where (year, month) >= (start.year, start.month) {
                for day in days.days(of: month, in: year) {
                    let midnight = Timestamp.start(year: year, month: month, day: day)
                    guard midnight + 86_400_000 > time else { continue }
                    if let found = firstTime(onDayThatBegins: midnight, after: time) { return found }
                }
            }
        }
        return nil
    }

    private func firstTime(onDayThatBegins midnight: Int, after time: Int) -> Int? {
        for hour in hours {
            for minute in minutes {
                let candidate = midnight + (hour * 60 + minute) * 60_000
                if candidate > time { return candidate }
            }
        }
        return nil
    }
}
