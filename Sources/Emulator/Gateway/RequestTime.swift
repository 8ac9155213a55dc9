/// `04/Mar/2020:19:15:17 +0000`: how both gateways write the time of a request, always in UTC.
enum RequestTime {
    static func text(epochMilliseconds: Int) -> String {
        let seconds = epochMilliseconds.flooredDivision(by: 1000)
        let day = seconds.flooredDivision(by: 86_400)
        let second = seconds - day * 86_400
        let date = civilDate(daysSince1970: day)
        return "\(two(date.day))/\(months[date.month - 1])/\(date.year):"
            + "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60)) +0000"
    }

    /// The Gregorian date of a day, counted from 1970-01-01.
    ///
    /// Years are taken to begin in March, so that the leap day is a year's last and months have lengths that one line
    /// of arithmetic gives: (153 m + 2) / 5 days lie before month m.
    private static func civilDate(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
        let daysPerEra = 146_097  // 400 years
        let days = daysSince1970 + 719_468  // since 0000-03-01
        let era = days.flooredDivision(by: daysPerEra)
        let dayOfEra = days - era * daysPerEra
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

extension Int {
    fileprivate func flooredDivision(by divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
