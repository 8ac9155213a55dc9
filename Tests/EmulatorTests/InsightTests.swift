import Cloud
import NIOCore
import NIOHTTP1
import Testing

@testable import Emulator

@Suite("Durations by size")
struct DurationBucketsTests {
    @Test(
        "a duration is counted in the first bucket whose bound it does not exceed",
        arguments: [
            (0, 0), (100_000, 0), (100_001, 1), (125_000, 1), (999_999, 10), (1_000_000, 10), (1_000_001, 11),
            (1_000_000_000_000, 70), (1_000_000_000_001, 71), (Int64.max, 71),
        ] as [(Int64, Int)])
    func bucket(nanoseconds: Int64, bucket: Int) {
        #expect(DurationBuckets.bucket(of: nanoseconds) == bucket)
    }

    @Test("bounds ascend, from 100 microseconds to 1,000 seconds")
    func bounds() {
        #expect(DurationBuckets.bounds.first == 100_000)
        #expect(DurationBuckets.bounds.last == 1_000_000_000_000)
        #expect(zip(DurationBuckets.bounds, DurationBuckets.bounds.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("a quantile is read from within its bucket; beyond all bounds there is none")
    func quantiles() {
        var durations = DurationBuckets()
        #expect(durations.quantile(0.5) == nil)
        for milliseconds in 1...100 { durations.add(.milliseconds(Int64(milliseconds))) }
        #expect(durations.quantile(0.5) == .microseconds(49_500))
        #expect(durations.quantile(0.9) == .microseconds(89_500))
        #expect(durations.quantile(0.99) == .microseconds(98_500))
        #expect(durations.sum == .milliseconds(5_050))
        durations.add(.hours(1))
        #expect(durations.quantile(1) == nil)
        #expect(durations.cumulative.last?.count == 100)
        #expect(durations.cumulative.first { $0.bound == .milliseconds(25) }?.count == 25)
    }
}

@Suite("The latest of a log")
struct LogPagesTests {
    private func origin(_ requestID: String? = "id-1", at time: Int = 5) -> LogOrigin {
        LogOrigin(stream: "stream", role: .client, requestID: requestID, epochMilliseconds: time)
    }

    private func function(_ text: String) -> LogRecord { .function(ByteBuffer(string: text)) }

    private func sample() -> LogPages {
        var pages = LogPages()
        pages.append(.platform(.start(requestID: "id-1", version: "$LATEST")), origin())
        pages.append(function("one\nTWO\n\n"), origin())
        pages.append(
            .platform(.fault(.timedOut(seconds: 3), requestID: "id-1", epochMilliseconds: 0)), origin())
        let report = Report(
            requestID: "id-1", duration: .milliseconds(1), memorySizeMB: 128, maxMemoryUsedMB: 3, status: .timeout)
        pages.append(.platform(.finish(report)), origin(at: 9))
        return pages
    }

    @Test("every line has a number, whoever wrote it")
    func numbers() {
        let lines = LogQuery().lines(of: sample())
        #expect(lines.map(\.number) == Array(1...7))
        #expect(lines.map(\.isPlatform) == [true, false, false, false, true, true, true])
        #expect(
            lines.map(\.text) == [
                "START RequestId: id-1 Version: $LATEST", "one", "TWO", "",
                "1970-01-01T00:00:00.000Z id-1 Task timed out after 3.00 seconds", "END RequestId: id-1",
                "REPORT RequestId: id-1\tDuration: 1.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 MB\t"
                    + "Max Memory Used: 3 MB\tStatus: timeout",
            ])
        #expect(sample().next == 8)
    }

    @Test(
        "a query takes what it asks for",
        arguments: [
            (LogQuery(after: 2), [3, 4, 5, 6, 7]), (LogQuery(after: 2, limit: 2), [3, 4]),
            (LogQuery(limit: 2), [6, 7]),
            (LogQuery(search: "two"), [3]), (LogQuery(search: "NO SUCH"), []),
            (LogQuery(search: "id-1"), Array(1...7)), (LogQuery(search: "stream"), Array(1...7)),
            (LogQuery(sinceEpochMilliseconds: 6), [6, 7]),
            (LogQuery(after: 7), []), (LogQuery(after: 1, through: 3), [2, 3]),
        ])
    func queries(query: LogQuery, numbers: [Int]) {
        #expect(query.lines(of: sample()).map(\.number) == numbers)
    }

    @Test("what is kept is bounded in records and in bytes, and the latest is always there")
    func bounds() {
        var pages = LogPages()
        for number in 1...20_000 { pages.append(function("line \(number)\n"), origin()) }
        let lines = LogQuery(limit: .max).lines(of: pages)
        #expect(lines.count <= LogPages.recordLimit)
        #expect(lines.count >= LogPages.recordLimit - 256)
        #expect(lines.last?.text == "line 20000")
        #expect(lines.first?.number == pages.oldest)
        for _ in 0..<50 { pages.append(function(String(repeating: "x", count: 250_000) + "\n"), origin()) }
        let bytes = LogQuery(limit: .max).lines(of: pages).reduce(0) { $0 + $1.text.utf8.count }
        #expect(bytes <= LogPages.byteLimit)
        #expect(bytes >= LogPages.byteLimit / 2)
    }
}

@Suite("Functions, as pages ask for them")
struct FunctionsAPITests {
    @Test(
        "paths and what they mean",
        arguments: [
            ("/_understudy/api/functions", .list), ("/_understudy/api/functions/", .list),
            ("/_understudy/api/functions/a", .detail(name: "a")),
            ("/_understudy/api/functions/a/logs?limit=1", .logs(name: "a")),
            ("/_understudy/api/functions/a/logs/follow", .follow(name: "a")),
            ("/_understudy/api/functions/a%3Ab/logs", .logs(name: "a:b")), ("/_understudy/api/functions/a/tune", nil),
            ("/_understudy/api/functionsx", nil),
        ] as [(String, FunctionsAPI.Route?)])
    func routes(path: String, route: FunctionsAPI.Route?) {
        #expect(FunctionsAPI.Route(HTTPRequest(method: .GET, target: path)) == route)
    }

    @Test(
        "a plus is a blank where a form has written it, and a plus to AWS's clients",
        arguments: [("a+b", "a b", "a+b"), ("a%20b", "a b", "a b"), ("a%2Bb", "a+b", "a+b"), ("", "", "")])
    func plus(text: String, inForms: String, inCalls: String) {
        #expect(Query.value(of: "search", in: "x=1&search=\(text)", plusIsSpace: true) == inForms)
        #expect(Query.value(of: "search", in: "x=1&search=\(text)") == inCalls)
    }

    @Test("only reading is meant")
    func methods() {
        #expect(FunctionsAPI.Route(HTTPRequest(method: .POST, target: "/_understudy/api/functions/a")) == nil)
    }

    @Test(
        "the type of an error is what its payload says",
        arguments: [
            (#"{"errorType": "NoNumber", "errorMessage": "x"}"#, "NoNumber"), (#"{"errorMessage": "x"}"#, "Unhandled"),
            (#""text""#, "Unhandled"), ("no JSON", "Unhandled"), (#"{"errorType": 3}"#, "Unhandled"), ("", "Unhandled"),
        ])
    func errorTypes(payload: String, type: String) {
        #expect(Fault.type(inPayload: ByteBuffer(string: payload)) == type)
    }

    @Test("only what succeeded in an environment that was there already counts as warm")
    func warm() {
        func report(init initDuration: TimeAmount? = nil) -> Report {
            Report(
                requestID: "id", duration: .milliseconds(5), memorySizeMB: 128, maxMemoryUsedMB: 3,
                initDuration: initDuration, status: .success)
        }
        var counts = FunctionActivity.Counts()
        counts.add(report(), isPlain: true)
        counts.add(report(), isPlain: false)
        counts.add(report(init: .milliseconds(90)), isPlain: true)
        #expect((counts.invocations, counts.durations.count, counts.warmDurations.count) == (3, 3, 1))
    }

    @Test("types of errors are counted apart up to a limit")
    func manyErrors() {
        var counts = FunctionActivity.Counts()
        for number in 0..<100 { counts.addError("type \(number)") }
        counts.addError("type 1")
        #expect(counts.errors.count == FunctionActivity.Counts.errorTypeLimit + 1)
        #expect(counts.errors["type 1"] == 2)
        #expect(counts.errors[FunctionActivity.Counts.otherErrors] == 70)
        #expect(counts.errorCount == 101)
    }
}
