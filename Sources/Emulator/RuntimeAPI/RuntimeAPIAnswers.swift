import JSON
import NIOCore
import NIOHTTP1

/// The answers of the Runtime API, as AWS's server renders them: JSON with a newline at the end.
enum RuntimeAPIAnswers {
    /// 202 `{"status":"OK"}`.
    static let accepted = HTTPAnswer(
        status: .accepted, headers: jsonHeaders, body: ByteBuffer(string: #"{"status":"OK"}"# + "\n"))

    static let pong = HTTPAnswer(
        status: .ok, headers: ["Content-Type": "text/plain; charset=utf-8"], body: ByteBuffer(string: "pong"))

    static let notFound = HTTPAnswer(
        status: .notFound, headers: ["Content-Type": "text/plain; charset=utf-8"],
        body: ByteBuffer(string: "404 page not found\n"))

    static let invalidRequestID = error(.badRequest, type: "InvalidRequestID", message: "Invalid request ID")

    static let invalidResponseMode = error(
        .badRequest, type: "InvalidFunctionResponseMode", message: "Invalid function response mode")

    static let responseTooLarge = error(
        .payloadTooLarge, type: "RequestEntityTooLarge",
        message: "Exceeded maximum allowed payload size (\(PayloadLimits.responseBytes) bytes).")

    static func refused(_ refusal: RuntimeState.Refusal) -> HTTPAnswer {
        error(.forbidden, type: "InvalidStateTransition", message: refusal.message)
    }

    private static func error(_ status: HTTPResponseStatus, type: String, message: String) -> HTTPAnswer {
        let body: JSON = ["errorMessage": .string(message), "errorType": .string(type)]
        return HTTPAnswer(status: status, headers: jsonHeaders, body: ByteBuffer(bytes: body.bytes + [0x0A]))
    }

    private static let jsonHeaders: HTTPHeaders = ["Content-Type": "application/json"]
}
