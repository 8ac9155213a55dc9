import JSON
import NIOCore
import NIOHTTP1

/// What a runtime says about an error: which of it the caller sees, and what the log calls it.
enum ErrorReport {
    static let typeHeader = "Lambda-Runtime-Function-Error-Type"
    private static let causeContentType = "application/vnd.aws.lambda.error.cause+json"

    /// The body as sent; a body that carries an X-Ray cause without it.
    static func payload(of request: HTTPRequest) -> ByteBuffer {
        guard request.headers.first(name: "content-type")?.lowercased() == causeContentType else { return request.body }
        let json = try? request.body.withUnsafeReadableBytes { bytes in try JSON(parsing: bytes) }
        guard let members = json?.objectValue else { return ByteBuffer(string: #""Invalid error body""#) }
        return ByteBuffer(bytes: JSON.object(members.filter { $0.key != "errorCause" }).bytes)
    }

    /// AWS's normalisation: `Runtime.X` and `Function.X` are kept wherever they stand, other `Function.` names become
    /// `Function.Unknown`, anything else `Runtime.Unknown`.
    static func platformType(sent: String?) -> String {
        let sent = sent ?? ""
        if let match = sent.firstMatch(of: /(Runtime|Function)\.[A-Z][a-zA-Z]+/) { return String(match.output.0) }
        return sent.hasPrefix("Function.") ? "Function.Unknown" : "Runtime.Unknown"
    }
}
