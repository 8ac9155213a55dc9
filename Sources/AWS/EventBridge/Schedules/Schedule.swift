import AWSAPI

/// When a rule fires: `rate(5 minutes)` or `cron(0 12 * * ? *)`, in UTC.
/// Source: EventBridge User Guide, "Creating a rule that runs on a schedule".
enum Schedule: Sendable, Equatable {
    /// In milliseconds.
    case rate(Int)
    case cron(CronExpression)

    /// - Throws: ValidationException, in AWS's words.
    init(_ text: String) throws(AWSError) {
        guard let schedule = Self.parse(text) else {
            throw AWSError("ValidationException", "Parameter ScheduleExpression is not valid.")
        }
        self = schedule
    }

    /// The first time after another.
    ///
    /// - Parameters:
    ///   - time: in milliseconds since 1970, as is the result.
    ///   - start: when the rule began: rates count from there.
    /// - Returns: nil where it never fires again.
    func next(after time: Int, start: Int) -> Int? {
        switch self {
        case .rate(let period): time < start ? start + period : start + ((time - start) / period + 1) * period
        case .cron(let expression): expression.next(after: time)
        }
    }

    private static func parse(_ text: String) -> Schedule? {
        guard text.hasSuffix(")") else { return nil }
        if text.hasPrefix("rate(") { return rate(text.dropFirst("rate(".count).dropLast()).map(Schedule.rate) }
        if text.hasPrefix("cron(") {
            return CronExpression(text.dropFirst("cron(".count).dropLast()).map(Schedule.cron)
        }
        return nil
    }

    /// `1 minute`, `5 minutes`: the number decides about the s.
    private static func rate(_ text: Substring) -> Int? {
        let words = text.split(separator: " ")
        guard words.count == 2, words[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(words[0]),
            value > 0
        else { return nil }
        let units = ["minute": 60_000, "hour": 3_600_000, "day": 86_400_000]
        let unit = value == 1 ? String(words[1]) : words[1].hasSuffix("s") ? String(words[1].dropLast()) : ""
        guard let milliseconds = units[unit] else { return nil }
        let (period, overflows) = value.multipliedReportingOverflow(by: milliseconds)
        // No further than any calendar goes.
        return overflows || period > 100_000 * 86_400_000 ? nil : period
    }
}
