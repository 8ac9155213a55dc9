import NIOCore
import Testing

@testable import Emulator

@Suite struct LogRecordTests {
    @Test("each line of a function is an event, with its newline")
    func lines() {
        #expect(LogRecord.function(ByteBuffer(string: "a\n\nb \u{E9}\n")).events == ["a\n", "\n", "b \u{E9}\n"])
        #expect(LogRecord.function(ByteBuffer(string: "cut")).events == ["cut"])
    }

    @Test("END and REPORT are two events, what the platform says of a fault is one")
    func platform() {
        let report = Report(
            requestID: "r", duration: .milliseconds(1), memorySizeMB: 128, maxMemoryUsedMB: 3, initDuration: nil,
            status: .success)
        #expect(
            LogRecord.platform(.finish(report)).events == [
                "END RequestId: r\n",
                "REPORT RequestId: r\tDuration: 1.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 MB\t"
                    + "Max Memory Used: 3 MB\t\n",
            ])
        #expect(
            LogRecord.platform(.start(requestID: "r", version: "$LATEST")).events
                == ["START RequestId: r Version: $LATEST\n"])
    }
}
