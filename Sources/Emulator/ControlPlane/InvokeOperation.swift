import Cloud
import FoundationEssentials
import JSON
import NIOCore
import NIOHTTP1

/// `Invoke`: POST `/2015-03-31/functions/{FunctionName}/invocations?Qualifier=`.
///
/// Source: AWS Lambda API Reference, "Invoke". Function errors are answers with status 200.
struct InvokeOperation {
    enum InvocationType: String {
        case requestResponse = "RequestResponse"
        case event = "Event"
        case dryRun = "DryRun"
    }

    let dispatcher: Dispatcher
    let asynchronous: AsynchronousInvocations
    let cloud: Cloud
    let defaults: Scope
    let warn: (String) -> Void

    /// - Parameter functionName: the path's segment, percent-decoded.
    func serve(_ request: HTTPRequest, functionName: String, qualifier: String?, _ reply: Reply) {
        let requestID = RequestID.generate()
        do {
            let resolved = try resolve(functionName, qualifier: qualifier, request)
            let type = try Self.invocationType(request)
            try Self.checkSize(request.body, type: type)
            let payload = try Self.event(request.body)
            let invocation = Invocation.Request(
                resolved, payload: payload, clientContext: try Self.clientContext(request),
                wantsLogTail: request.headers.first(name: "x-amz-log-type") == "Tail",
                trialMemorySizeMB: try Self.trialMemorySize(request),
                trace: TraceHeader(continuing: request.headers.first(name: "x-amzn-trace-id")))
            try run(invocation, type: type, resolved, requestID: requestID, reply)
        } catch {
            reply(LambdaError.answer(error, requestID: requestID))
        }
    }

    private func resolve(
        _ functionName: String, qualifier: String?, _ request: HTTPRequest
    ) throws(CloudError) -> Resolved {
        let reference = try FunctionReference(parsing: functionName).qualified(by: qualifier)
        // An unsigned request says no region of its own, so the name's counts.
        let scope = CredentialScope(request)?.scope(defaults: defaults) ?? defaults.completed(by: reference)
        do {
            return try cloud.function(reference, scope: scope) { Double.random(in: 0..<1) }
        } catch {
            let elsewhere = cloud.regions(of: reference.name).filter { $0 != scope.region }
            if error.code == .resourceNotFound, !elsewhere.isEmpty {
                warn(
                    "\(reference.name) was asked for in \(scope.region); it exists in \(elsewhere.joined(separator: ", "))."
                )
            }
            throw error
        }
    }

    private func run(
        _ invocation: Invocation.Request, type: InvocationType, _ resolved: Resolved, requestID: String, _ reply: Reply
    ) throws(CloudError) {
        switch type {
        case .dryRun:
            reply(HTTPAnswer(status: .noContent, headers: ["x-amzn-RequestId": requestID]))
        case .event:
            try asynchronous.accept(
                invocation, requestID: requestID, AsynchronousInvocations.Settings(resolved, in: cloud))
            reply(HTTPAnswer(status: .accepted, headers: ["x-amzn-RequestId": requestID]))
        case .requestResponse:
            dispatcher.invoke(invocation, requestID: requestID) { result in
                reply(Self.answer(result, executedVersion: resolved.executedVersion, trace: invocation.trace))
            }
        }
    }

    static func answer(_ result: Invocation.Result, executedVersion: String, trace: TraceHeader) -> HTTPAnswer {
        var headers: HTTPHeaders = [
            "Content-Type": "application/json",
            "x-amzn-RequestId": result.requestID,
            "X-Amz-Executed-Version": executedVersion,
            "X-Amzn-Trace-Id": trace.text,
        ]
        if let tail = result.logTail {
            headers.add(name: "X-Amz-Log-Result", value: Data(tail.readableBytesView).base64EncodedString())
        }
        switch result.outcome {
        case .success(let payload):
            return HTTPAnswer(status: .ok, headers: headers, body: payload)
        case .functionError(let payload):
            headers.add(name: "X-Amz-Function-Error", value: "Unhandled")
            return HTTPAnswer(status: .ok, headers: headers, body: payload)
        case .throttled(let throttle):
            return LambdaError.answer(.throttled(throttle), requestID: result.requestID)
        case .unavailable(let reason):
            return LambdaError.answer(CloudError(.service, reason), requestID: result.requestID)
        }
    }

    // MARK: The request

    private static func invocationType(_ request: HTTPRequest) throws(CloudError) -> InvocationType {
        guard let sent = request.headers.first(name: "x-amz-invocation-type"), !sent.isEmpty else {
            return .requestResponse
        }
        guard let type = InvocationType(rawValue: sent) else {
            throw CloudError(
                .validation,
                "1 validation error detected: Value '\(sent)' at 'invocationType' failed to satisfy constraint: "
                    + "Member must satisfy enum value set: [Event, RequestResponse, DryRun]")
        }
        return type
    }

    private static func checkSize(_ body: ByteBuffer, type: InvocationType) throws(CloudError) {
        let limit = type == .event ? PayloadLimits.asynchronousRequestBytes : PayloadLimits.requestBytes
        guard body.readableBytes <= limit else {
            throw CloudError(
                .requestEntityTooLarge,
                "Request must be smaller than \(limit) bytes for the InvokeFunction operation")
        }
    }

    /// The body as it is, once it is known to be JSON; an empty one stands for `{}`.
    private static func event(_ body: ByteBuffer) throws(CloudError) -> ByteBuffer {
        guard body.readableBytes > 0 else { return ByteBuffer(string: "{}") }
        if let problem = JSONCheck.problem(in: body) {
            throw CloudError(
                .invalidRequestContent,
                "Could not parse request body into json: Could not parse payload into json: "
                    + problem)
        }
        return body
    }

    /// `X-Understudy-Memory-Size`, which AWS does not know: the function as it would be with another memory size. Its own
    /// environments and configuration are not touched.
    private static func trialMemorySize(_ request: HTTPRequest) throws(CloudError) -> Int? {
        guard let sent = request.headers.first(name: "x-understudy-memory-size") else { return nil }
        guard let size = Int(sent), FunctionLimits.memorySizeMB.contains(size) else {
            let range = FunctionLimits.memorySizeMB
            throw CloudError(
                .invalidParameterValue,
                "X-Understudy-Memory-Size must be from \(range.lowerBound) to \(range.upperBound), not '\(sent)'.")
        }
        return size
    }

    /// The decoded `X-Amz-Client-Context`, written anew on one line so that it can travel in a header.
    private static func clientContext(_ request: HTTPRequest) throws(CloudError) -> String? {
        guard let sent = request.headers.first(name: "x-amz-client-context") else { return nil }
        guard sent.utf8.count <= PayloadLimits.clientContextBytes, let data = Data(base64Encoded: sent),
            let json = try? JSON(parsing: [UInt8](data)), json.objectValue != nil
        else {
            throw CloudError(
                .invalidRequestContent,
                "Client context must be a valid Base64-encoded JSON object of at most "
                    + "\(PayloadLimits.clientContextBytes) bytes.")
        }
        return json.text
    }
}

extension CloudError {
    /// 429, as recorded on AWS.
    static func throttled(_ throttle: Invocation.Throttle) -> CloudError {
        CloudError(
            .tooManyRequests, "Rate Exceeded.",
            reason: throttle == .account
                ? "ConcurrentInvocationLimitExceeded" : "ReservedFunctionConcurrentInvocationLimitExceeded")
    }
}
