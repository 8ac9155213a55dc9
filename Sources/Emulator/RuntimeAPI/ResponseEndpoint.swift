import NIOCore
import NIOHTTP1

/// POST `/runtime/invocation/{requestId}/response`: the function's answer.
///
/// A streamed answer (`Lambda-Runtime-Function-Response-Mode: streaming`) is gathered, as Lambda does for a caller of
/// plain Invoke.
enum ResponseEndpoint {
    static let modeHeader = "Lambda-Runtime-Function-Response-Mode"

    static func serve(_ request: HTTPRequest, requestID: String, _ environment: Environment) -> HTTPAnswer {
        if let mode = request.headers.first(name: modeHeader), mode.lowercased() != "streaming" {
            return environment.refuseResponse(
                .invalidResponseMode, to: requestID, refusal: RuntimeAPIAnswers.invalidResponseMode)
        }
        return environment.response(request.body, to: requestID)
    }

    /// The body went over the limit: 413 for the runtime, an error for the caller.
    static func tooLarge(_ request: HTTPRequest, _ environment: Environment) -> HTTPAnswer {
        guard case .response(let requestID) = RuntimeAPI.Endpoint(request) else {
            return RuntimeAPIAnswers.responseTooLarge
        }
        return environment.refuseResponse(
            .responseTooLarge, to: requestID, refusal: RuntimeAPIAnswers.responseTooLarge)
    }
}
