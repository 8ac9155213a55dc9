/// How a function's process ended.
enum ProcessEnd: Equatable, Sendable {
    case exited(status: Int32)
    case signaled(number: Int32)
    /// It never became the function: which step failed, and the errno of it.
    case notStarted(step: String, errno: Int32)
}

/// What `understudy-init` reports of one process: lines of `started PID`, `failed STEP ERRNO`, `peak KILOBYTES`,
/// `exited CODE` and `signaled NUMBER`.
struct ProcessReport: Equatable, Sendable {
    /// The function's own process id.
    private(set) var functionPID: Int32?
    /// The most that the function's own process held, pages of files included.
    private(set) var peakBytes: Int?
    /// A report that breaks off means that the reporter was killed, and everything below it with it.
    private(set) var end = ProcessEnd.signaled(number: 9)

    init(_ text: String) {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 2, let number = Int32(words[words.count - 1]) else { continue }
            read(words, number)
        }
    }

    private mutating func read(_ words: [Substring], _ number: Int32) {
        switch words[0] {
        case "started": functionPID = number
        case "peak": peakBytes = Int(number) * 1024
        case "failed": end = .notStarted(step: String(words[1]), errno: number)
        case "exited" where !failedToStart: end = .exited(status: number)
        case "signaled" where !failedToStart: end = .signaled(number: number)
        default: break
        }
    }

    private var failedToStart: Bool {
        if case .notStarted = end { true } else { false }
    }
}
