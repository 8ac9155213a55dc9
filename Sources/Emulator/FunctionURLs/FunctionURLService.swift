import Cloud
import NIOCore
import NIOHTTP1

/// Takes a request through a function URL: event, function, answer.
extension DataPlane {
    /// - Parameter refusal: what a request gets that is not signed as it must be; asked only by URLs that want signatures.
    func serveFunctionURL(
        _ address: FunctionURLAddress, _ request: HTTPRequest, refusal: ((HTTPRequest) -> HTTPAnswer?)?, _ reply: Reply
    ) {
        let stamp = RequestStamp.now(continuing: request.headers.first(name: "x-amzn-trace-id"))
        guard let entry = urls[address.id] else { return reply(FunctionURLAnswer.unknown(stamp)) }
        let cors = FunctionURLCORS(entry.url.cors, request)
        if let preflight = cors?.preflight(request) { return reply(preflight) }
        if entry.url.authType == .iam, refusal?(request) != nil { return reply(FunctionURLAnswer.forbidden(stamp)) }
        let payload = FunctionURLEvent(entry: entry, path: address.path, request: request, stamp: stamp).text()
        guard payload.readableBytes <= PayloadLimits.requestBytes else {
            return reply(LambdaError.answer(.payloadTooLarge, requestID: stamp.requestID))
        }
        let resolved: Resolved
        do {
            resolved = try cloud.function(entry.function, scope: entry.scope) { Double.random(in: 0..<1) }
        } catch {
            return reply(LambdaError.answer(error, requestID: stamp.requestID))
        }
        let invocation = Invocation.Request(
            resolved, payload: payload, trace: TraceHeader(continuing: stamp.trace))
        dispatcher.invoke(invocation, requestID: stamp.requestID) { result in
            var answer = FunctionURLAnswer.answer(result, stamp) { problem in
                self.warn("The URL of \(resolved.version.name): \(problem)")
            }
            cors?.add(to: &answer)
            if !answer.status.mayHaveResponseBody { answer.body.clear() }
            reply(answer)
        }
    }
}

extension CloudError {
    fileprivate static let payloadTooLarge = CloudError(
        .requestEntityTooLarge,
        "Request must be smaller than \(PayloadLimits.requestBytes) bytes for the InvokeFunction operation")
}
