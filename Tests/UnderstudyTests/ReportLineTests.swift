import Testing

@testable import Understudy

private let warmLog = """
    START RequestId: 3e6f Version: $LATEST
    hello
    END RequestId: 3e6f
    REPORT RequestId: 3e6f\tDuration: 1.23 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\t

    """

@Suite struct ReportLineTests {
    @Test("a warm invocation's line has four numbers")
    func warm() throws {
        let line = try #require(ReportLine(inLog: warmLog))
        #expect(line.durationMilliseconds == 1.23)
        #expect(line.billedMilliseconds == 2)
        #expect(line.memorySizeMB == 128)
        #expect(line.maxMemoryUsedMB == 64)
        #expect(line.initMilliseconds == nil)
        #expect(line.status == nil)
    }

    @Test(
        "what follows the four numbers is optional",
        arguments: [
            ("Init Duration: 150.79 ms\t", 150.79, nil),
            ("Status: timeout", nil, .timeout),
            ("Status: error\tError Type: Runtime.ExitError", nil, .error(type: "Runtime.ExitError")),
            ("Init Duration: 0.90 ms\tStatus: error", 0.9, .error(type: nil)),
        ] as [(String, Double?, ReportLine.Status?)])
    func optional(end: String, initMilliseconds: Double?, status: ReportLine.Status?) throws {
        let line = try #require(ReportLine(inLog: warmLog.trimmingNewline + end + "\n"))
        #expect(line.initMilliseconds == initMilliseconds)
        #expect(line.status == status)
        #expect(line.durationMilliseconds == 1.23)
    }

    @Test("a line that the function forged before is not taken for Lambda's")
    func forged() throws {
        let forged = warmLog.replacing("1.23", with: "0.01")
        #expect(ReportLine(inLog: forged + warmLog)?.durationMilliseconds == 1.23)
    }

    @Test("a timeout's line is found although another line follows")
    func followed() {
        let log = warmLog + "2026-01-02T03:04:05.678Z 3e6f Task timed out after 3.00 seconds\n\n"
        #expect(ReportLine(inLog: log)?.durationMilliseconds == 1.23)
    }

    @Test(
        "what is no whole REPORT line is none",
        arguments: [
            "", "END RequestId: 3e6f\n", "REPORT RequestId: 3e6f\n",
            warmLog.replacing("Duration: 1.23 ms\t", with: ""), warmLog.replacing("2 ms", with: "2.5 ms"),
            warmLog.replacing("1.23 ms", with: "-1.23 ms"), warmLog.replacing("1.23 ms", with: "nan ms"),
            warmLog.replacing("64 MB", with: "64 KB"), warmLog.replacing("REPORT", with: "report"),
        ])
    func none(log: String) {
        #expect(ReportLine(inLog: log) == nil)
    }
}

extension String {
    fileprivate var trimmingNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
