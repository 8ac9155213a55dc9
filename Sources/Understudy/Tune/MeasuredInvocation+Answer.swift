import Foundation
import JSON

extension MeasuredInvocation {
    /// Reads the answer of the Invoke API to a call with `X-Amz-Log-Type: Tail`.
    ///
    /// - Parameter memorySizeMB: the size that was asked for. An emulator that ran another one ignored the request, and
    ///   every comparison would be of a size with itself.
    init(_ answer: EndpointClient.Answer, memorySizeMB: Int) throws {
        guard answer.status == 200 else { throw CommandFailure(answer.awsError) }
        let log = answer.header("x-amz-log-result").flatMap { Data(base64Encoded: $0) }
        try self.init(
            answer: answer.body, errorKind: answer.header("x-amz-function-error"), log: log ?? Data(),
            memorySizeMB: memorySizeMB)
    }

    /// - Parameters:
    ///   - errorKind: AWS's word for a function error; nil where the function answered.
    ///   - log: the end of the invocation's log.
    init(answer: Data, errorKind: String?, log: Data, memorySizeMB: Int) throws {
        guard let report = ReportLine(inLog: String(decoding: log, as: UTF8.self))
        else { throw CommandFailure("The log of an invocation at \(memorySizeMB) MB has no whole REPORT line.") }
        guard report.memorySizeMB == memorySizeMB else {
            throw CommandFailure(
                "The emulator ran the function with \(report.memorySizeMB) MB when asked for \(memorySizeMB) MB. It does "
                    + "not know X-Understudy-Memory-Size; start the one that came with this command.")
        }
        self.report = report
        self.answer = [UInt8](answer)
        failure = errorKind.map { FunctionFailure(answer: answer, kind: $0) }
    }
}

extension FunctionFailure {
    /// - Parameter kind: AWS's word in the header, for answers that do not say more.
    fileprivate init(answer: Data, kind: String) {
        // Functions may answer an error with anything; what is not JSON is shown as it is.
        let json = try? JSON(parsing: [UInt8](answer))
        type = json?["errorType"]?.stringValue ?? kind
        message = json?["errorMessage"]?.stringValue ?? (json == nil ? String(decoding: answer, as: UTF8.self) : "")
    }
}
