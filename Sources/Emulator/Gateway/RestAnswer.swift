import Cloud
import JSON
import NIOCore
import NIOHTTP1

/// The answer that a REST API makes of a function's output (Lambda proxy integration).
///
/// Source: API Gateway Developer Guide, "Output format of a Lambda function for proxy integration", and recorded
/// answers.
struct RestAnswer {
    private let call: GatewayCall
    private let status: HTTPResponseStatus
    private let headers: MergedHeaders
    private let body: ByteBuffer

    /// - Throws: what makes it "Malformed Lambda proxy response", 502 for the client.
    init(_ payload: ByteBuffer, to call: GatewayCall) throws(MalformedOutput) {
        let output = try JSON(output: payload)
        try Self.checkKeys(of: output)
        let members = OutputMembers(output)
        self.call = call
        status = try members.status() ?? .ok
        headers = MergedHeaders(multi: try members.multiValueHeaders(), single: try members.headers())
        let isBase64 = try members.isBase64Encoded() && Self.acceptsBinary(call)
        body = try OutputMembers.decode(try members.body(), isBase64: isBase64)
    }

    func answer() -> HTTPAnswer {
        var wire = HTTPHeaders()
        for header in headers.all where !RestHeaders.dropped.contains(header.key) {
            wire.add(
                name: RestHeaders.isRemapped(header.key) ? "x-amzn-Remapped-\(header.name)" : header.name,
                value: header.value)
        }
        if !wire.contains(name: "content-type") { wire.add(name: "Content-Type", value: "application/json") }
        wire.add(name: "x-amzn-RequestId", value: call.stamp.requestID)
        wire.add(name: "x-amz-apigw-id", value: call.stamp.extendedRequestID)
        wire.add(name: "X-Amzn-Trace-Id", value: call.stamp.trace)
        return HTTPAnswer(status: status, headers: wire, body: body)
    }

    private static let keys = ["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"]

    private static func checkKeys(of output: JSON) throws(MalformedOutput) {
        guard let members = output.objectValue else {
            throw MalformedOutput(
                "The output is \(output.kind): a REST API needs an object with statusCode, headers and body")
        }
        for member in members where !keys.contains(member.key) {
            throw MalformedOutput(
                "The output has the key \(member.key.debugDescription): a REST API takes only \(keys.joined(separator: ", "))"
            )
        }
    }

    /// Only the first type that the client accepts counts.
    private static func acceptsBinary(_ call: GatewayCall) -> Bool {
        MediaType(call.request.headers.first(name: "accept") ?? "").isListed(in: call.stage.binaryMediaTypes)
    }
}

/// What a REST API does to headers that belong to the connection or to the gateway itself.
///
/// Source: API Gateway Developer Guide, "Important notes"; the list there is not confirmed by recordings throughout.
enum RestHeaders {
    /// Sent as `x-amzn-Remapped-NAME`; all in lower case.
    private static let remapped: Set<String> = [
        "authorization", "connection", "content-length", "content-md5", "date", "expect", "host", "max-forwards",
        "proxy-authenticate", "server", "trailer", "upgrade", "user-agent", "www-authenticate",
    ]

    /// Not sent at all: the gateway frames the message and names the request itself.
    static let dropped: Set<String> = [
        "keep-alive", "te", "transfer-encoding", "x-amz-apigw-id", "x-amzn-requestid", "x-amzn-trace-id",
    ]

    static func isRemapped(_ key: String) -> Bool {
        remapped.contains(key)
    }
}

/// `multiValueHeaders` and `headers` in one: of a name in both, the former's values come first, in the former's case.
private struct MergedHeaders {
    private(set) var all: [(name: String, key: String, value: String)] = []

    init(multi: [FunctionHeader], single: [FunctionHeader]) {
        var spellings: [String: String] = [:]
        for header in multi + single {
            let spelling = spellings[header.key] ?? header.name
            spellings[header.key] = spelling
            all.append((spelling, header.key, header.value))
        }
    }
}

extension OutputMembers {
    /// One header for each value of each list.
    func multiValueHeaders() throws(MalformedOutput) -> [FunctionHeader] {
        guard let value = present("multiValueHeaders") else { return [] }
        guard let members = value.objectValue else {
            throw MalformedOutput("multiValueHeaders must be an object, not \(value.kind)")
        }
        var headers: [FunctionHeader] = []
        for member in members {
            guard let values = member.value.arrayValue else {
                throw MalformedOutput(
                    "multiValueHeaders.\(member.key.debugDescription) must be a list of values, not \(member.value.kind)"
                )
            }
            for value in values { headers.append(try FunctionHeader(name: member.key, value: value)) }
        }
        return headers
    }
}
