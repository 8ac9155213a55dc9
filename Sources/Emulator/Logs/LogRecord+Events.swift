import NIOCore

extension LogRecord {
    /// The record as CloudWatch Logs has it: an event for each line of the function's, and for each thing that the
    /// platform says, with the newline at its end.
    package var events: [String] {
        switch self {
        case .function(let lines):
            var events: [String] = []
            var rest = lines.readableBytesView
            while let end = rest.firstIndex(of: 0x0A) {
                events.append(String(decoding: rest[...end], as: UTF8.self))
                rest = rest[(end + 1)...]
            }
            if !rest.isEmpty { events.append(String(decoding: rest, as: UTF8.self)) }
            return events
        case .platform(.finish(let report)):
            return ["END RequestId: \(report.requestID)\n", report.line]
        case .platform(let line): return [line.text]
        }
    }

    /// About how many bytes its events have.
    package var sizeBytes: Int {
        switch self {
        case .function(let lines): lines.readableBytes
        case .platform: 256
        }
    }
}
