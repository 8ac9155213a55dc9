import Cloud
import Testing

@testable import Emulator

@Suite struct ScheduleTests {
    @Test("schedules are texts or mappings, one for each expression")
    func declared() throws {
        let file = try read(
            file(
                function: "events:", "  - schedule: rate(5 minutes)", "  - http: GET a", "  - schedule:",
                "      name: nightly", "      description: At night", "      enabled: false",
                "      rate: [cron(0 3 * * ? *), rate(1 day)]", "      input: {a: 1, b: [x, true], c: {d: '1.5e3'}}",
                "  - schedule: {rate: rate(1 hour), input: '{\"e\": null}'}"))
        #expect(file.warnings == [])
        #expect(
            file.functions[0].schedules == [
                DeclaredSchedule(
                    expression: "rate(5 minutes)", isEnabled: true, place: "/app/serverless.yml:10"),
                DeclaredSchedule(
                    expression: "cron(0 3 * * ? *)", isEnabled: false, name: "nightly-1", description: "At night",
                    input: #"{"a":1,"b":["x",true],"c":{"d":1.5e3}}"#, place: "/app/serverless.yml:13"),
                DeclaredSchedule(
                    expression: "rate(1 day)", isEnabled: false, name: "nightly-2", description: "At night",
                    input: #"{"a":1,"b":["x",true],"c":{"d":1.5e3}}"#, place: "/app/serverless.yml:13"),
                DeclaredSchedule(
                    expression: "rate(1 hour)", isEnabled: true, input: #"{"e": null}"#,
                    place: "/app/serverless.yml:18"),
            ])
        #expect(file.apis.flatMap(\.routes).map(\.key) == ["GET /a"])
    }

    @Test(
        "mistakes name the key",
        arguments: [
            (
                "events: [{schedule: }]",
                "9: functions.hello.events[0].schedule: is empty: write when, as in 'schedule: "
                    + "rate(5 minutes)'"
            ),
            (
                "events: [{schedule: [a]}]",
                "9: functions.hello.events[0].schedule: must be a text like 'rate(5 minutes)' or "
                    + "a mapping, not a list"
            ),
            (
                "events: [{schedule: {enabled: true}}]",
                "9: functions.hello.events[0].schedule.rate: is missing, as in 'rate: rate(5 minutes)'"
            ),
            (
                "events: [{schedule: {rate: rate(1 day), enabled: maybe}}]",
                "9: functions.hello.events[0].schedule.enabled: must be true or false, not 'maybe'"
            ),
        ])
    func mistakes(_ line: String, _ sentence: String) {
        #expect(mistake(file(function: line)) == "serverless.yml:\(sentence)")
    }
}
