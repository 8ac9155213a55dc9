import AWSAPI
import Testing

@testable import EventBridge

@Suite struct ScheduleTests {
    private static func time(_ text: String) -> Int { Timestamp.parse(text) ?? -1 }

    /// The next fire times after one, in ISO 8601.
    private static func fires(_ expression: String, after start: String, _ count: Int = 3) throws -> [String] {
        let schedule = try Schedule(expression)
        var times: [String] = []
        var time = Self.time(start)
        for _ in 0..<count {
            guard let next = schedule.next(after: time, start: Self.time(start)) else { break }
            times.append(Timestamp.iso8601Seconds(next))
            time = next
        }
        return times
    }

    /// Expressions of the user guide's examples; the days were counted with `cal`.
    @Test(
        "cron fires when its fields say so",
        arguments: [
            ("cron(0 10 * * ? *)", ["2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z", "2026-01-03T10:00:00Z"]),
            ("cron(15 12 * * ? *)", ["2026-01-01T12:15:00Z", "2026-01-02T12:15:00Z", "2026-01-03T12:15:00Z"]),
            ("cron(0 18 ? * MON-FRI *)", ["2026-01-01T18:00:00Z", "2026-01-02T18:00:00Z", "2026-01-05T18:00:00Z"]),
            ("cron(0 8 1 * ? *)", ["2026-01-01T08:00:00Z", "2026-02-01T08:00:00Z", "2026-03-01T08:00:00Z"]),
            ("cron(0/15 * * * ? *)", ["2026-01-01T00:15:00Z", "2026-01-01T00:30:00Z", "2026-01-01T00:45:00Z"]),
            (
                "cron(0/10 * ? * MON-FRI *)",
                ["2026-01-01T00:10:00Z", "2026-01-01T00:20:00Z", "2026-01-01T00:30:00Z"]
            ),
            (
                "cron(0/5 8-17 ? * MON-FRI *)",
                ["2026-01-01T08:00:00Z", "2026-01-01T08:05:00Z", "2026-01-01T08:10:00Z"]
            ),
            (
                "cron(0/30 20-2 ? * MON-FRI *)",
                ["2026-01-01T00:30:00Z", "2026-01-01T01:00:00Z", "2026-01-01T01:30:00Z"]
            ),
            ("cron(0 12 L * ? *)", ["2026-01-31T12:00:00Z", "2026-02-28T12:00:00Z", "2026-03-31T12:00:00Z"]),
            ("cron(0 12 15W * ? *)", ["2026-01-15T12:00:00Z", "2026-02-16T12:00:00Z", "2026-03-16T12:00:00Z"]),
            ("cron(0 12 1W * ? *)", ["2026-01-01T12:00:00Z", "2026-02-02T12:00:00Z", "2026-03-02T12:00:00Z"]),
            ("cron(0 12 LW * ? *)", ["2026-01-30T12:00:00Z", "2026-02-27T12:00:00Z", "2026-03-31T12:00:00Z"]),
            ("cron(0 9 ? * 2#1 *)", ["2026-01-05T09:00:00Z", "2026-02-02T09:00:00Z", "2026-03-02T09:00:00Z"]),
            ("cron(0 9 ? * 6L *)", ["2026-01-30T09:00:00Z", "2026-02-27T09:00:00Z", "2026-03-27T09:00:00Z"]),
            ("cron(0 9 ? * L *)", ["2026-01-03T09:00:00Z", "2026-01-10T09:00:00Z", "2026-01-17T09:00:00Z"]),
            ("cron(0 9 ? * SUN#5 *)", ["2026-03-29T09:00:00Z", "2026-05-31T09:00:00Z", "2026-08-30T09:00:00Z"]),
            ("cron(0 0 29 2 ? *)", ["2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z", "2036-02-29T00:00:00Z"]),
            ("cron(0 0 1 JAN,JUL ? 2026/2)", ["2026-07-01T00:00:00Z", "2028-01-01T00:00:00Z", "2028-07-01T00:00:00Z"]),
            ("cron(0 0 1 1 ? 2027)", ["2027-01-01T00:00:00Z"]), ("cron(0 0 1 1 ? 2025)", []),
            ("cron(5,35 14 1,15,L 3 ? *)", ["2026-03-01T14:05:00Z", "2026-03-01T14:35:00Z", "2026-03-15T14:05:00Z"]),
        ] as [(String, [String])])
    func cron(_ expression: String, _ expected: [String]) throws {
        #expect(try Self.fires(expression, after: "2026-01-01T00:00:00Z") == expected)
    }

    @Test("rates count from the rule's beginning")
    func rate() throws {
        let fires = try Self.fires("rate(5 minutes)", after: "2026-01-01T00:00:07.250Z")
        #expect(fires == ["2026-01-01T00:05:07Z", "2026-01-01T00:10:07Z", "2026-01-01T00:15:07Z"])
        let schedule = try Schedule("rate(1 hour)")
        #expect(schedule.next(after: 10_000_000, start: 0) == 10_800_000)
        #expect(schedule.next(after: 3_600_000, start: 0) == 7_200_000)
        #expect(try Schedule("rate(2 days)").next(after: 0, start: 0) == 2 * 86_400_000)
    }

    @Test("a time that fits is not its own next")
    func strict() throws {
        let schedule = try Schedule("cron(0 10 * * ? *)")
        #expect(schedule.next(after: Self.time("2026-01-01T10:00:00Z"), start: 0) == Self.time("2026-01-02T10:00:00Z"))
        #expect(
            schedule.next(after: Self.time("2026-01-01T09:59:59.999Z"), start: 0) == Self.time("2026-01-01T10:00:00Z"))
        #expect(schedule.next(after: Self.time("2199-12-31T10:00:00Z"), start: 0) == nil)
    }

    @Test(
        "what AWS does not take is refused in its words",
        arguments: [
            "", "rate(1 minutes)", "rate(5 minute)", "rate(0 minutes)", "rate(-1 minutes)", "rate(5)", "rate(5 weeks)",
            "rate(5 seconds)", "rate(1.5 hours)", "rate(5 minutes", "cron(* * * * * *)", "cron(0 10 ? * ? *)",
            "cron(0 10 * * MON *)", "cron(0 10 * * ?)", "cron(60 10 * * ? *)", "cron(0 24 * * ? *)",
            "cron(0 10 0 * ? *)",
            "cron(0 10 32 * ? *)", "cron(0 10 * 13 ? *)", "cron(0 10 ? * 8 *)", "cron(0 10 ? * 0 *)",
            "cron(0 10 ? * MON#6 *)", "cron(0 10 * * ? 1969)", "cron(0 10 * * ? 2200)", "cron(0 10 XW * ? *)",
            "cron(0 10 1, * ? *)", "cron(0/0 10 * * ? *)", "cron(a 10 * * ? *)", "every day",
            "rate(99999999999999999999 days)", "rate(9223372036854775807 days)",
        ])
    func refused(_ expression: String) {
        #expect(throws: AWSError("ValidationException", "Parameter ScheduleExpression is not valid.")) {
            try Schedule(expression)
        }
    }
}
