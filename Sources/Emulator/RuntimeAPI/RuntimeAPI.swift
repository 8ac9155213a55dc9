import NIOCore
import NIOHTTP1

/// The Lambda Runtime API (2018-06-01) of one environment: its own port on loopback, which is how a call is known to
/// be this environment's. This file is the table of contents; each endpoint has a file of its own.
///
/// Source: AWS Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes".
enum RuntimeAPI {
    static let prefix = "/2018-06-01"

    /// - Parameter socket: one that listens already, where the function's network is not ours.
    static func listen(
        for environment: Environment, at socket: CInt? = nil, on loop: any EventLoop
    ) -> EventLoopFuture<Listener> {
        let environment = NIOLoopBound(environment, eventLoop: loop)
        let policy = HTTPDoor.Policy(bodyLimitBytes: PayloadLimits.responseBytes) { request in
            ResponseEndpoint.tooLarge(request, environment.value)
        }
        let service: @Sendable (HTTPRequest, Reply) -> Void = { serve($0, environment.value, $1) }
        if let socket { return Listener.adopt(socket, on: loop, policy: policy, service: service) }
        return Listener.open(host: "127.0.0.1", port: 0, on: loop, policy: policy, service: service)
    }

    static func serve(_ request: HTTPRequest, _ environment: Environment, _ reply: Reply) {
        switch Endpoint(request) {
        case .next: NextEndpoint.serve(environment, reply)
        case .response(let id): reply(ResponseEndpoint.serve(request, requestID: id, environment))
        case .error(let id): reply(InvocationErrorEndpoint.serve(request, requestID: id, environment))
        case .initError: reply(InitErrorEndpoint.serve(request, environment))
        case .ping: reply(RuntimeAPIAnswers.pong)
        case nil: reply(RuntimeAPIAnswers.notFound)
        }
    }

    /// Which endpoint a request means. The restore endpoints exist only for snapshots, which `provided.*` has not.
    enum Endpoint: Equatable {
        case next
        case response(requestID: String)
        case error(requestID: String)
        case initError
        case ping

        init?(_ request: HTTPRequest) {
            guard let rest = request.path.after(prefix) else { return nil }
            switch (request.method, rest) {
            case (.GET, "/runtime/invocation/next"): self = .next
            case (.POST, "/runtime/init/error"): self = .initError
            case (.GET, "/ping"): self = .ping
            case (.POST, _): self.init(answerPath: rest)
            default: return nil
            }
        }

        /// `/runtime/invocation/ID/response` or `.../error`.
        private init?(answerPath path: Substring) {
            guard let rest = path.after("/runtime/invocation/"), let slash = rest.utf8.firstIndex(of: 0x2F) else {
                return nil
            }
            let requestID = String(rest[..<slash])
            switch rest[slash...] {
            case "/response": self = .response(requestID: requestID)
            case "/error": self = .error(requestID: requestID)
            default: return nil
            }
        }
    }
}
