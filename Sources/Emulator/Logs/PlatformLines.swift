import NIOCore

/// The lines that Lambda itself writes into a function's log, in its text format, each with its newline.
enum PlatformLines {
    static func start(requestID: String, version: String) -> String {
        "START RequestId: \(requestID) Version: \(version)\n"
    }

    static func end(requestID: String) -> String {
        "END RequestId: \(requestID)\n"
    }

    /// What is written when the platform ended the invocation, before END.
    static func fault(_ fault: Fault, requestID: String, epochMilliseconds: Int) -> String {
        switch fault {
        case .timedOut:
            "\(WallClock.iso8601(epochMilliseconds: epochMilliseconds)) \(requestID) \(fault.reason)\n\n"
        case .exited, .signaled, .responseTooLarge, .invalidResponseMode, .invalidEntrypoint:
            "RequestId: \(requestID) Error: \(fault.reason)\n\(fault.type)\n"
        }
    }

    /// Only written when an init went wrong.
    static func initReport(duration: TimeAmount, phase: Init, status: Report.Status) -> String {
        "INIT_REPORT Init Duration: \(Milliseconds.text(duration)) ms\tPhase: \(phase.logName)\t\(status.text)\n"
    }
}

/// Which of its two chances an environment's init has.
enum Init: Equatable {
    /// Before the first invocation: up to 10 s, outside the function's timeout.
    case initial
    /// After a failure, as part of an invocation and under its timeout ("suppressed init").
    case suppressed

    var logName: String { self == .initial ? "init" : "invoke" }

    /// AWS: Lambda Developer Guide, "Lambda execution environment".
    static let limit = TimeAmount.seconds(10)
}

/// The REPORT line of one invocation.
struct Report: Equatable {
    enum Status: Equatable {
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
