import AWSAPI

/// The days of a cron expression: either those of the month or those of the week; the other field is `?`.
enum CronDays: Sendable, Equatable {
    case ofMonth([OfMonth])
    case ofWeek([OfWeek])

    enum OfMonth: Sendable, Equatable {
        case days(Set<Int>)
        /// `L`
        case last
        /// `LW`: the last day from Monday to Friday.
        case lastWeekday
        /// `15W`: the day from Monday to Friday that is nearest, in the same month.
        case weekday(near: Int)
    }

    enum OfWeek: Sendable, Equatable {
        /// 1 is Sunday.
        case days(Set<Int>)
        /// `6L`: the last Friday.
        case last(Int)
        /// `6#3`: the third Friday.
        case nth(Int, Int)
    }

    init?(ofMonth: String, ofWeek: String) {
        switch (ofMonth, ofWeek) {
        case ("?", "?"): return nil
        case (_, "?"):
            let parts = ofMonth.split(separator: ",", omittingEmptySubsequences: false).map(Self.partOfMonth)
            guard parts.allSatisfy({ $0 != nil }) else { return nil }
            self = .ofMonth(parts.compactMap { $0 })
        case ("?", _):
            let parts = ofWeek.split(separator: ",", omittingEmptySubsequences: false).map(Self.partOfWeek)
            guard parts.allSatisfy({ $0 != nil }) else { return nil }
            self = .ofWeek(parts.compactMap { $0 })
        default: return nil
        }
    }

    private static func partOfMonth(_ text: Substring) -> OfMonth? {
        if text == "L" { return .last }
        if text == "LW" { return .lastWeekday }
        if text.hasSuffix("W") { return CronField.daysOfMonth.value(text.dropLast()).map { .weekday(near: $0) } }
        return CronField.daysOfMonth.values(String(text)).map { .days($0) }
    }

    private static func partOfWeek(_ text: Substring) -> OfWeek? {
        // The last day of a week is Saturday.
        if text == "L" { return .days([7]) }
        if text.hasSuffix("L") { return CronField.daysOfWeek.value(text.dropLast()).map { .last($0) } }
        let halves = text.split(separator: "#", omittingEmptySubsequences: false)
        if halves.count == 2 {
            guard let day = CronField.daysOfWeek.value(halves[0]), let number = Int(halves[1]), (1...5).contains(number)
            else { return nil }
            return .nth(day, number)
        }
        return CronField.daysOfWeek.values(String(text)).map { .days($0) }
    }

    /// In order.
    func days(of month: Int, in year: Int) -> [Int] {
        let calendar = MonthSheet(year: year, month: month)
        let days: Set<Int>
        switch self {
        case .ofMonth(let parts): days = parts.reduce(into: []) { $0.formUnion(calendar.days($1)) }
        case .ofWeek(let parts): days = parts.reduce(into: []) { $0.formUnion(calendar.days($1)) }
        }
        return days.sorted()
    }
}

/// One month: how many days it has, and which day of the week each is.
private struct MonthSheet {
    let count: Int
    /// 1 is Sunday.
    private let firstWeekday: Int

    init(year: Int, month: Int) {
        let start = Timestamp.start(year: year, month: month, day: 1)
        let end =
            month == 12
            ? Timestamp.start(year: year + 1, month: 1, day: 1) : Timestamp.start(year: year, month: month + 1, day: 1)
        count = (end - start) / 86_400_000
        firstWeekday = Timestamp.parts(start).weekday + 1
    }

    func days(_ part: CronDays.OfMonth) -> [Int] {
        switch part {
        case .days(let days): days.filter { $0 <= count }
        case .last: [count]
        case .lastWeekday: [weekday(near: count)]
        case .weekday(let day): day <= count ? [weekday(near: day)] : []
        }
    }

    func days(_ part: CronDays.OfWeek) -> [Int] {
        switch part {
        case .days(let weekdays): (1...count).filter { weekdays.contains(weekday(of: $0)) }
        case .last(let weekday): Array((1...count).filter { self.weekday(of: $0) == weekday }.suffix(1))
        case .nth(let weekday, let number):
            Array((1...count).filter { self.weekday(of: $0) == weekday }.dropFirst(number - 1).prefix(1))
        }
    }

    private func weekday(of day: Int) -> Int { (firstWeekday - 1 + day - 1) % 7 + 1 }

    /// Saturday gives way to Friday, Sunday to Monday, unless that is in another month.
    private func weekday(near day: Int) -> Int {
        switch weekday(of: day) {
        case 7: day > 1 ? day - 1 : day + 2
        case 1: day < count ? day + 1 : day - 2
        default: day
        }
    }
}
