import Cloud
import JSON
import NIOCore
import NIOHTTP1

/// The AWS endpoint: decides which service and operation a request means. Confined to the event loop.
///
/// This file is the table of contents of the emulated APIs; each operation has a file of its own.
struct AWSFrontDoor {
    /// The longest request of any operation: CreateFunction with its zip in base64.
    static let bodyLimitBytes = 70_167_211
    /// The largest object that S3 takes in one request here; larger ones come in parts, as all SDKs send them.
    static let objectLimitBytes = 256 << 20

    let dataPlane: DataPlane
    let dashboard: (@Sendable (HTTPRequest) async -> HTTPAnswer?)?
    let services: (@Sendable (HTTPRequest) async -> HTTPAnswer)?
    let refusal: (@Sendable (HTTPRequest) -> HTTPAnswer?)?

    func serve(_ request: HTTPRequest, _ reply: Reply) {
        switch Operation(request) {
        case .invoke(let name, let qualifier):
            if let refused = refusal?(request) { return reply(refused) }
            dataPlane.invokeOperation.serve(request, functionName: name, qualifier: qualifier, reply)
        case .health:
            reply(Health.answer(dataPlane))
        case .functions(let route):
            FunctionsAPI(dataPlane: dataPlane).serve(route, request, reply)
        case .events:
            let stream = AnswerStream()
            dataPlane.changes.watch(stream)
            reply(.events(stream))
        case .functionURL(let address):
            dataPlane.serveFunctionURL(address, request, refusal: refusal, reply)
        case .gateway:
            dataPlane.serveGateway(request, through: .awsEndpoint, reply)
        case .dashboard:
            serve(request, reply) { [dashboard] in await dashboard?($0) ?? Self.unknownOperation($0) }
        case .service:
            serve(request, reply) { [services] in await services?($0) ?? Self.unknownOperation($0) }
        }
    }

    /// Off the event loop: what is asked there may take its time.
    private func serve(
        _ request: HTTPRequest, _ reply: Reply, by service: @escaping @Sendable (HTTPRequest) async -> HTTPAnswer
    ) {
        let (loop, pending) = (dataPlane.dispatcher.loop, dataPlane.pending)
        // At the emulator's end the connection goes without an answer.
        guard pending.begin() else { return }
        let bound = NIOLoopBound(reply, eventLoop: loop)
        // Ends with its answer; a connection has one request at a time under way.
        Task {
            let answer = await service(request)
            loop.execute { bound.value(answer) }
            pending.end()
        }
    }

    enum Operation: Equatable {
        case invoke(functionName: String, qualifier: String?)
        case health
        /// What functions do and log.
        case functions(FunctionsAPI.Route)
        /// What has changed, as it changes.
        case events
        /// Ours, and not the emulator's.
        case dashboard
        /// By host or by path.
        case functionURL(FunctionURLAddress)
        /// A call of a deployed API, by host or by path.
        case gateway
        /// Another operation of an AWS API.
        case service

        init(_ request: HTTPRequest) {
            let path = request.path
            if let rest = path.after("/2015-03-31/functions") {
                self = Self.lambda(request, path: rest)
            } else if path == "/_understudy/health", request.method == .GET || request.method == .HEAD {
                self = .health
            } else if let route = FunctionsAPI.Route(request) {
                self = .functions(route)
            } else if request.method == .GET, path == "/_understudy/api/events" {
                self = .events
            } else if path.after("/_understudy/") != nil || path == "/_understudy" {
                self = .dashboard
            } else if let address = FunctionURLAddress(request) {
                self = .functionURL(address)
            } else if GatewayAddress(request) != nil {
                self = .gateway
            } else {
                self = .service
            }
        }

        private static func lambda(_ request: HTTPRequest, path: Substring) -> Operation {
            guard request.method == .POST, let rest = path.after("/"), let slash = rest.utf8.firstIndex(of: 0x2F),
                rest[slash...] == "/invocations"
            else { return .service }
            return .invoke(
                functionName: PercentCoding.decode(rest[..<slash]),
                qualifier: Query.value(of: "Qualifier", in: request.query))
        }
    }

    /// How long the body of a request may be.
    static func bodyLimitBytes(of request: HTTPRequest) -> Int {
        CredentialScope(request)?.service == "s3" ? objectLimitBytes : bodyLimitBytes
    }

    static func tooLarge(_ request: HTTPRequest) -> HTTPAnswer {
        if CredentialScope(request)?.service == "s3" { return objectTooLarge }
        let (operation, limit) =
            if case .invoke = Operation(request) {
                ("InvokeFunction", PayloadLimits.requestBytes)
            } else {
                ("CreateFunction", bodyLimitBytes)
            }
        let error = CloudError(
            .requestEntityTooLarge, "Request must be smaller than \(limit) bytes for the \(operation) operation")
        return LambdaError.answer(error, requestID: RequestID.generate())
    }

    private static let objectTooLarge = HTTPAnswer(
        status: .badRequest, headers: ["Content-Type": "application/xml"],
        body: ByteBuffer(
            string: """
                <?xml version="1.0" encoding="UTF-8"?>
                <Error><Code>EntityTooLarge</Code><Message>Your proposed upload exceeds the maximum allowed size\
                </Message><MaxSizeAllowed>\(objectLimitBytes)</MaxSizeAllowed></Error>
                """))

    /// What is not emulated is said so by name, never with a 5xx, which clients would try again.
    private static func unknownOperation(_ request: HTTPRequest) -> HTTPAnswer {
        let target = request.headers.first(name: "x-amz-target").map { " (\($0))" } ?? ""
        let service = CredentialScope(request).map { " of the service '\($0.service)'" } ?? ""
        let error = CloudError(
            .unknownOperation,
            "Understudy does not emulate \(request.method.rawValue) \(request.path)\(target)\(service).")
        return LambdaError.answer(error, requestID: RequestID.generate())
    }
}

/// Query parameters by name.
package enum Query {
    /// What is wrong with a parameter.
    package struct Mistake: Error {
        /// A sentence.
        package let message: String
    }

    /// A whole number; nil when it is not there.
    package static func number(
        _ name: String, in query: Substring?, _ range: ClosedRange<Int>
    ) throws(Mistake) -> Int? {
        guard let text = value(of: name, in: query) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            let limits = range.upperBound == .max ? "\(range.lowerBound) or more" : "\(range)"
            throw Mistake(message: "\(name) must be a whole number, \(limits), not '\(text)'.")
        }
        return number
    }

    /// The first value of a parameter, percent-decoded; nil when it is not there.
    ///
    /// - Parameter plusIsSpace: as forms and `URLSearchParams` write it. AWS's clients write `%20`, and mean a plus by it.
    package static func value(of name: String, in query: Substring?, plusIsSpace: Bool = false) -> String? {
        for parameter in query?.split(separator: "&") ?? [] {
            let pair = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair[0] == name { return pair.count == 2 ? PercentCoding.decode(pair[1], plusIsSpace: plusIsSpace) : "" }
        }
        return nil
    }
}
