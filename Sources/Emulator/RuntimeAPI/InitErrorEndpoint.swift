import NIOHTTP1

/// POST `/runtime/init/error`: the runtime or the function could not get ready. The process is expected to exit.
enum InitErrorEndpoint {
    static func serve(_ request: HTTPRequest, _ environment: Environment) -> HTTPAnswer {
        environment.initError(
            Environment.InitError(
                payload: ErrorReport.payload(of: request),
                type: ErrorReport.platformType(sent: request.headers.first(name: ErrorReport.typeHeader))))
    }
}
