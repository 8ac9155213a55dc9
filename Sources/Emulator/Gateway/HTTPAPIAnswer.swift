import Cloud
import JSON
import NIOCore
import NIOHTTP1

/// The answer that an HTTP API makes of a function's output.
///
/// Source: API Gateway Developer Guide, "AWS Lambda integrations for HTTP APIs".
struct HTTPAPIAnswer {
    private let status: HTTPResponseStatus
    private let headers: [FunctionHeader]
    private let body: ByteBuffer
    /// What the body is taken for if no header says so.
    private let contentType: String

    /// In format 2.0, valid JSON without a `statusCode` is the body itself, with status 200. Format 1.0 demands one, and
    /// knows `multiValueHeaders` in place of `cookies`.
    ///
    /// - Parameter contentType: what the body is taken for if the function does not say.
    /// - Throws: what makes it a 500 for the client.
    init(
        _ payload: ByteBuffer, _ format: Route.PayloadFormat = .two, contentType: String = "text/plain;charset=UTF-8"
    ) throws(MalformedOutput) {
        let output = try JSON(output: payload)
        let members = OutputMembers(output)
        guard output.objectValue != nil, let status = try members.status() else {
            guard format == .two else {
                throw MalformedOutput(
                    "The output has no statusCode, which the payload format 1.0 demands: it is \(output.kind)")
            }
            self.init(inferredFrom: output, payload)
            return
        }
        let more = format == .two ? try members.cookies() : try members.multiValueHeaders()
        self.init(
            status: status, headers: try members.headers() + more,
            body: try OutputMembers.decode(try members.body(), isBase64: try members.isBase64Encoded()),
            contentType: contentType)
    }

    /// A string goes out without its quotes, everything else as the function wrote it.
    private init(inferredFrom output: JSON, _ payload: ByteBuffer) {
        self.init(
            status: .ok, headers: [], body: output.stringValue.map { ByteBuffer(string: $0) } ?? payload,
            contentType: "application/json")
    }

    private init(status: HTTPResponseStatus, headers: [FunctionHeader], body: ByteBuffer, contentType: String) {
        self.status = status
        self.headers = headers
        self.body = body
        self.contentType = contentType
    }

    func answer(_ stamp: RequestStamp) -> HTTPAnswer {
        answer([], extendedRequestID: stamp.extendedRequestID)
    }

    /// - Parameter own: headers that are not the function's.
    func answer(_ own: [FunctionHeader], extendedRequestID: String? = nil) -> HTTPAnswer {
        var wire = HTTPHeaders()
        for header in headers where !Self.dropped.contains(header.key) {
            wire.add(name: header.name, value: header.value)
        }
        if !wire.contains(name: "content-type"), body.readableBytes > 0 {
            wire.add(name: "Content-Type", value: contentType)
        }
        for header in own { wire.replaceOrAdd(name: header.name, value: header.value) }
        if let extendedRequestID { wire.add(name: "apigw-requestid", value: extendedRequestID) }
        return HTTPAnswer(status: status, headers: wire, body: body)
    }

    /// The gateway frames the message, dates it and names the request itself; all in lower case.
    private static let dropped: Set<String> = [
        "apigw-requestid", "connection", "content-length", "date", "keep-alive", "te", "trailer", "transfer-encoding",
        "upgrade",
    ]
}

extension OutputMembers {
    /// One `set-cookie` header for each.
    fileprivate func cookies() throws(MalformedOutput) -> [FunctionHeader] {
        guard let value = present("cookies") else { return [] }
        guard let cookies = value.arrayValue else {
            throw MalformedOutput("cookies must be a list of strings, not \(value.kind)")
        }
        var headers: [FunctionHeader] = []
        for cookie in cookies { headers.append(try FunctionHeader(name: "set-cookie", value: cookie)) }
        return headers
    }
}
