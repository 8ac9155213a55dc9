/// One invocation, as the caller sees it.
struct MeasuredInvocation: Equatable {
    var report: ReportLine
    /// What the function, or Lambda in its place, answered.
    var answer: [UInt8]
    /// Nil when the function answered.
    var failure: FunctionFailure?
}

/// A function error in AWS's words: `{"errorType": ..., "errorMessage": ...}`.
struct FunctionFailure: Equatable {
    var type: String
    var message: String

    /// One line for people, without a full stop: it stands inside sentences.
    var text: String {
        let line = OneLine.text([type, message].filter { !$0.isEmpty }.joined(separator: ": "), limit: 200)
        return line.hasSuffix(".") ? String(line.dropLast()) : line
    }
}
