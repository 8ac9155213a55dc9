package import Cloud
package import NIOCore
import NIOHTTP1

/// A request that a function answers: knows how to make the event of it, and the HTTP answer of what comes back.
package struct GatewayCall: Sendable {
    private let ready: GatewayStage
    package let route: Route
    package let function: FunctionReference
    /// In the order of the path, still percent-encoded.
    let pathParameters: [PathParameter]
    let path: StagePath
    package var request: HTTPRequest
    package let stamp: RequestStamp

    struct PathParameter: Sendable {
        var name: String
        var value: Substring
    }

    init(
        _ ready: GatewayStage, _ match: RouteTable.Match, function: FunctionReference, path: StagePath,
        request: HTTPRequest, stamp: RequestStamp
    ) {
        self.ready = ready
        self.route = match.route
        self.function = function
        self.pathParameters = match.parameters.map(PathParameter.init)
        self.path = path
        self.request = request
        self.stamp = stamp
    }

    package var api: API { ready.api }
    var stage: API.Stage { ready.stage }

    /// Who calls the function.
    package var scope: Scope { api.scope }

    /// How long the gateway waits for the function.
    package var timeout: Duration { route.timeout }

    /// The event that the function gets: format 1.0 from a REST API, 2.0 from an HTTP API unless its route says 1.0.
    package func event() -> ByteBuffer {
        api.isREST || route.payloadFormat == .one ? RestEvent(self).text() : HTTPAPIEvent(self).text()
    }

    /// The answer to the client.
    ///
    /// - Parameter complain: told, in one sentence for the log, what is wrong with which function's output; the
    ///   client only learns that something is.
    package func answer(to output: FunctionOutput, complain: (String) -> Void = { _ in }) -> HTTPAnswer {
        var answer: HTTPAnswer
        switch output {
        case .payload(let payload): answer = self.answer(toPayload: payload, complain)
        case .functionError: answer = refuse(.functionFailed)
        case .rejected: answer = refuse(.functionRejected)
        case .eventTooLarge: answer = refuse(.bodyTooLarge)
        case .timedOut: answer = refuse(.timedOut)
        }
        if let cors = stage.cors {
            CORSHeaders(cors).apply(to: &answer, origin: request.headers.first(name: "origin"))
        }
        // A body after these would be taken for the next answer (RFC 9112, section 6.3).
        if !answer.status.mayHaveResponseBody { answer.body.clear() }
        return answer
    }

    private func answer(toPayload payload: ByteBuffer, _ complain: (String) -> Void) -> HTTPAnswer {
        do throws(MalformedOutput) {
            return try api.isREST
                ? RestAnswer(payload, to: self).answer()
                : HTTPAPIAnswer(payload, route.payloadFormat).answer(stamp)
        } catch {
            complain("\(route.key), answered by \(function.name): \(error.sentence)")
            return refuse(error.isBadBase64 ? .badBase64 : .functionFailed)
        }
    }

    private func refuse(_ refusal: GatewayRefusal) -> HTTPAnswer {
        refusal.answer(api.family, stamp)
    }
}

/// A function's output that the gateway cannot make an answer of.
struct MalformedOutput: Error, Equatable {
    /// For the log: what is wrong, with the value, and what is expected.
    var sentence: String
    var isBadBase64 = false

    init(_ sentence: String, isBadBase64: Bool = false) {
        self.sentence = sentence
        self.isBadBase64 = isBadBase64
    }
}
