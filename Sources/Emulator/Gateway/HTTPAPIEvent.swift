import Cloud
import NIOCore
import NIOHTTP1

/// The event of an HTTP API: payload format 2.0.
///
/// Empty maps, cookies and body are absent, never null. Source: API Gateway Developer Guide, "AWS Lambda integrations
/// for HTTP APIs".
struct HTTPAPIEvent {
    private let call: GatewayCall
    private var api: API { call.api }
    private var stage: API.Stage { call.stage }
    private var request: HTTPRequest { call.request }
    private var stamp: RequestStamp { call.stamp }

    init(_ call: GatewayCall) {
        self.call = call
    }

    func text() -> ByteBuffer {
        JSONWriter.object(capacity: 2048 + request.body.readableBytes) { event in
            event.member("version", "2.0")
            event.member("routeKey", call.route.key)
            event.member("rawPath", call.path.fullOrRoot)
            event.member("rawQueryString", request.query ?? "")
            writeCookies(&event)
            event.map("headers", ClientHeaders.forHTTPAPI(call).joined)
            event.map("queryStringParameters", MultiMap(query: request.query).joined)
            event.object("requestContext", writeContext)
            event.map("pathParameters", call.pathParameters.map { ($0.name, PercentCoding.decode($0.value)) })
            event.map("stageVariables", stage.variables.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
            writeBody(&event)
        }
    }

    private func writeContext(_ context: inout JSONWriter) {
        context.member("accountId", api.account)
        context.member("apiId", api.id)
        context.null("authentication")
        context.member("domainName", request.domainName(of: api.id, region: api.region))
        context.member("domainPrefix", api.id)
        context.object("http") { http in
            http.member("method", request.method.rawValue)
            http.member("path", call.path.fullOrRoot)
            http.member("protocol", "HTTP/1.1")
            http.member("sourceIp", request.sourceAddress)
            http.member("userAgent", request.headers.first(name: "user-agent") ?? "")
        }
        context.member("requestId", stamp.extendedRequestID)
        context.member("routeKey", call.route.key)
        context.member("stage", stage.name)
        context.member("time", RequestTime.text(epochMilliseconds: stamp.epochMilliseconds))
        context.member("timeEpoch", stamp.epochMilliseconds)
    }

    private func writeCookies(_ event: inout JSONWriter) {
        let cookies = ClientHeaders.cookies(of: request)
        if !cookies.isEmpty { event.member("cookies", cookies) }
    }

    private func writeBody(_ event: inout JSONWriter) {
        let type = request.headers.first(name: "content-type").map(MediaType.init)
        let body = RequestBody(request.body, isBinary: type.map { !$0.isText } ?? false)
        if let text = body.text { event.member("body", text) }
        event.member("isBase64Encoded", body.isBase64Encoded)
    }
}

extension StagePath {
    /// What an HTTP API's events have as the path.
    var fullOrRoot: Substring { full.isEmpty ? "/" : full }
}

extension MultiMap {
    /// Each name with its values joined by commas.
    fileprivate var joined: [(String, String)] {
        entries.map { ($0.name, $0.values.joined(separator: ",")) }
    }
}

extension JSONWriter {
    /// Absent if empty.
    fileprivate mutating func map(_ key: String, _ pairs: [(String, String)]) {
        guard !pairs.isEmpty else { return }
        object(key) { map in
            for (name, value) in pairs { map.member(name, value) }
        }
    }
}
