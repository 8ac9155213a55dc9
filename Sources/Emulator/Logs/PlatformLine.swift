import Cloud
package import NIOCore

/// What a function's log is made of.
package enum LogRecord: Sendable {
    /// Whole lines that the function wrote.
    case function(ByteBuffer)
    /// A line of the platform's own. It is put into words only where somebody reads it.
    case platform(PlatformLine)

    /// The record as text, ending in a newline.
    package var bytes: ByteBuffer {
        switch self {
        case .function(let lines): lines
        case .platform(let line): ByteBuffer(string: line.text)
        }
    }
}

/// The lines that Lambda itself writes into a function's log, in its text format.
package enum PlatformLine: Sendable {
    case start(requestID: String, version: String)
    /// What ended the invocation before its time; stands before END.
    case fault(Fault, requestID: String, epochMilliseconds: Int)
    /// END and REPORT.
    case finish(Report)
    /// Only written when an init went wrong.
    case initReport(duration: TimeAmount, phase: Init, status: Report.Status)

    /// Each with its newline.
    var text: String {
        switch self {
        case .start(let requestID, let version):
            "START RequestId: \(requestID) Version: \(version)\n"
        case .fault(let fault, let requestID, let epochMilliseconds) where fault.isTimeout:
            "\(WallClock.iso8601(epochMilliseconds: epochMilliseconds)) \(requestID) \(fault.reason)\n\n"
        case .fault(let fault, let requestID, _):
            "RequestId: \(requestID) Error: \(fault.reason)\n\(fault.type)\n"
        case .finish(let report):
            "END RequestId: \(report.requestID)\n\(report.line)"
        case .initReport(let duration, let phase, let status):
            "INIT_REPORT Init Duration: \(Milliseconds.text(duration)) ms\tPhase: \(phase.logName)\t\(status.text)\n"
        }
    }
}

/// Which of its two chances an environment's init has.
package enum Init: Sendable {
    /// Before the first invocation: up to 10 s, outside the function's timeout.
    case initial
    /// After a failure, as part of an invocation and under its timeout ("suppressed init").
    case suppressed

    var logName: String { self == .initial ? "init" : "invoke" }

    /// AWS: Lambda Developer Guide, "Lambda execution environment".
    static let limit = TimeAmount.seconds(10)

    /// Of environments with provisioned concurrency: 130 s or the function's timeout, whichever is longer.
    static func limitAhead(of function: FunctionVersion) -> TimeAmount {
        .seconds(Int64(max(130, function.timeoutSeconds)))
    }
}

/// The REPORT line of one invocation.
package struct Report: Equatable, Sendable {
    package enum Status: Equatable, Sendable {
        case success
        case timeout
        case error(type: String)

        /// Text of the trailing fields; empty for success.
        var text: String {
            switch self {
            case .success: ""
            case .timeout: "Status: timeout"
            case .error(let type): "Status: error\tError Type: \(type)"
            }
        }
    }

    var requestID: String
    var duration: TimeAmount
    var memorySizeMB: Int
    var maxMemoryUsedMB: Int
    /// The init of this environment, when this is its first invocation.
    var initDuration: TimeAmount?
    var status: Status

    /// Duration and init together, rounded up to whole milliseconds.
    var billedMilliseconds: Int {
        let nanoseconds = duration.nanoseconds + (initDuration?.nanoseconds ?? 0)
        return Int((nanoseconds + 999_999) / 1_000_000)
    }

    var line: String {
        var line = "REPORT RequestId: \(requestID)\tDuration: \(Milliseconds.text(duration)) ms\t"
        line += "Billed Duration: \(billedMilliseconds) ms\tMemory Size: \(memorySizeMB) MB\t"
        line += "Max Memory Used: \(maxMemoryUsedMB) MB\t"
        if let initDuration { line += "Init Duration: \(Milliseconds.text(initDuration)) ms\t" }
        return line + status.text + "\n"
    }
}

/// Milliseconds with two decimals, as Lambda prints durations.
enum Milliseconds {
    static func text(_ amount: TimeAmount) -> String {
        let hundredths = (amount.nanoseconds + 5_000) / 10_000
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
