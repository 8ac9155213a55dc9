private import Glibc
private import JSON

/// Log lines as Lambda wants them: text, or one JSON object to a line.
///
/// `AWS_LAMBDA_LOG_FORMAT` and `AWS_LAMBDA_LOG_LEVEL` decide; unset, they mean text and INFO.
package struct Log: Sendable {
    package enum Format: Sendable {
        case text, json
    }

    let format: Format
    /// Lines below this level are dropped.
    let level: LogLevel
    private let write: @Sendable ([UInt8]) -> Void

    /// `write` is given whole lines, each with its line end.
    package init(format: Format, level: LogLevel, write: @escaping @Sendable ([UInt8]) -> Void) {
        self.format = format
        self.level = level
        self.write = write
    }

    /// This process's log, on standard error.
    package static let process = Log(variable: ProcessEnvironment.variable, write: writeToStandardError)

    package init(variable: (String) -> String?, write: @escaping @Sendable ([UInt8]) -> Void) {
        self.init(
            format: variable("AWS_LAMBDA_LOG_FORMAT")?.uppercased() == "JSON" ? .json : .text,
            level: variable("AWS_LAMBDA_LOG_LEVEL").flatMap { LogLevel(name: $0) } ?? .info,
            write: write)
    }

    package func line(_ level: LogLevel, _ message: String, requestID: String? = nil, tenantID: String? = nil) {
        guard level >= self.level else { return }
        let timestamp = WallClock.text(WallClock.now)
        write(
            format == .json
                ? Self.json(timestamp, level, message, requestID, tenantID)
                : Self.text(timestamp, level, message, requestID))
    }

    /// The form of AWS's own runtimes: `time TAB request id TAB level TAB message`. Line ends within a message become
    /// carriage returns, as AWS's runtimes write them, so that one message stays one entry.
    private static func text(
        _ timestamp: String, _ level: LogLevel, _ message: String, _ requestID: String?
    ) -> [UInt8] {
        let line = "\(timestamp)\t\(requestID ?? "-")\t\(level.name)\t\(message)"
        return line.utf8.map { $0 == 0x0A ? 0x0D : $0 } + [0x0A]
    }

    private static func json(
        _ timestamp: String, _ level: LogLevel, _ message: String, _ requestID: String?, _ tenantID: String?
    ) -> [UInt8] {
        var members = [
            JSON.Member("timestamp", .string(timestamp)), JSON.Member("level", .string(level.name)),
        ]
        if let requestID { members.append(JSON.Member("requestId", .string(requestID))) }
        if let tenantID { members.append(JSON.Member("tenantId", .string(tenantID))) }
        members.append(JSON.Member("message", .string(message)))
        return JSON.object(members).bytes + [0x0A]
    }

    /// One write(2) per line, so that lines of several threads do not mix.
    private static func writeToStandardError(_ line: [UInt8]) {
        line.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = Glibc.write(STDERR_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written > 0 {
                    rest = rest.dropFirst(written)
                } else if errno != EINTR {
                    // Nobody reads the log any more; there is no better place to say so.
                    return
                }
            }
        }
    }
}

extension InvocationContext {
    /// Writes a line that carries this invocation's request id.
    public func log(_ level: LogLevel, _ message: String) {
        Log.process.line(level, message, requestID: requestID, tenantID: tenantID)
    }
}
