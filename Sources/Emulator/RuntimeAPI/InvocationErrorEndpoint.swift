/// POST `/runtime/invocation/{requestId}/error`: the handler failed; the caller gets the body as it is.
enum InvocationErrorEndpoint {
    static func serve(_ request: HTTPRequest, requestID: String, _ environment: Environment) -> HTTPAnswer {
        environment.invocationError(ErrorReport.payload(of: request), to: requestID)
    }
}
