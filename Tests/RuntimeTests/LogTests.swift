import JSON
import LambdaRuntime
import Synchronization
import Testing

@Suite("Log lines")
struct LogTests {
    private func lines(_ variables: [String: String], _ body: (Log) -> Void) -> [String] {
        let lines = Mutex<[String]>([])
        body(
            Log(variable: { variables[$0] }) { line in
                lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
            })
        return lines.withLock { $0 }
    }

    @Test("are text by default, one line per message")
    func text() throws {
        let line = try #require(lines([:]) { $0.line(.warn, "one\ntwo", requestID: "id") }.first)
        #expect(line.hasSuffix("Z\tid\tWARN\tone\rtwo\n"))
        #expect(line.utf8.count { $0 == 0x0A } == 1)
    }

    @Test("are one JSON object each when asked for")
    func json() throws {
        let line = try #require(
            lines(["AWS_LAMBDA_LOG_FORMAT": "JSON"]) {
                $0.line(.error, "say \"no\"\n", requestID: "id", tenantID: "blue")
            }.first)
        let json = try JSON(parsing: line)
        #expect(json.objectValue?.map(\.key) == ["timestamp", "level", "requestId", "tenantId", "message"])
        #expect(json["level"] == "ERROR")
        #expect(json["requestId"] == "id")
        #expect(json["message"] == "say \"no\"\n")
        #expect(line.utf8.count { $0 == 0x0A } == 1)
    }

    @Test(
        "are dropped below the level",
        arguments: [(nil, 4), ("TRACE", 6), ("debug", 5), ("WARN", 3), ("FATAL", 1), ("LOUD", 4)])
    func level(name: String?, count: Int) {
        let levels: [LogLevel] = [.trace, .debug, .info, .warn, .error, .fatal]
        let variables = name.map { ["AWS_LAMBDA_LOG_LEVEL": $0] } ?? [:]
        #expect(lines(variables) { log in levels.forEach { log.line($0, "x") } }.count == count)
    }

    @Test(
        "carry RFC 3339 times",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_399_999, "2000-02-28T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (1_709_251_199_001, "2024-02-29T23:59:59.001Z"),
            (1_735_689_599_000, "2024-12-31T23:59:59.000Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        ])
    func timestamps(time: Int, text: String) {
        #expect(WallClock.text(Int64(time)) == text)
    }
}

@Suite("A function error")
struct FunctionErrorTests {
    @Test("names its type in a header that cannot break out of its line")
    func header() {
        #expect(FunctionError(type: "Function.Bad", message: "").header == "Function.Bad")
        #expect(FunctionError(type: "a\r\nb: c", message: "").header == "a__b:_c")
        #expect(FunctionError(type: String(repeating: "x", count: 999), message: "").header.utf8.count == 256)
    }
}
