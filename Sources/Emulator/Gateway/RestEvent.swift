import Cloud
import NIOCore
import NIOHTTP1

/// The event of payload format 1.0: that of a REST API's Lambda proxy integration, without a `version` key, and that of
/// an HTTP API's integration which asks for the format, with one.
///
/// Empty maps and an empty body are `null`, never absent. Sources: API Gateway Developer Guide, "Input format of a
/// Lambda function for proxy integration" and "AWS Lambda integrations for HTTP APIs", and recorded events.
struct RestEvent {
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
            if !api.isREST { event.member("version", "1.0") }
            event.member("resource", call.route.path.text)
            event.member("path", api.isREST ? call.path.inStage : call.path.fullOrRoot)
            event.member("httpMethod", request.method.rawValue)
            event.maps(single: "headers", multi: "multiValueHeaders", ClientHeaders.forREST(call))
            event.maps(
                single: "queryStringParameters", multi: "multiValueQueryStringParameters",
                MultiMap(query: request.query))
            event.map("pathParameters", call.pathParameters.map { ($0.name, String($0.value)) })
            event.map("stageVariables", stage.variables.sorted { $0.key < $1.key })
            event.object("requestContext", writeContext)
            writeBody(&event)
        }
    }

    private func writeContext(_ context: inout JSONWriter) {
        if api.isREST {
            context.member("resourceId", call.route.resourceID)
        } else {
            context.null("resourceId")
        }
        context.member("resourcePath", call.route.path.text)
        context.member("httpMethod", request.method.rawValue)
        context.member("extendedRequestId", stamp.extendedRequestID)
        context.member("requestTime", RequestTime.text(epochMilliseconds: stamp.epochMilliseconds))
        context.member("path", api.isREST ? call.path.full : call.path.fullOrRoot)
        context.member("accountId", api.account)
        context.member("protocol", "HTTP/1.1")
        context.member("stage", stage.name)
        context.member("domainPrefix", api.id)
        context.member("requestTimeEpoch", stamp.epochMilliseconds)
        context.member("requestId", stamp.requestID)
        context.object("identity", writeIdentity)
        context.member("domainName", request.domainName(of: api.id, region: api.region))
        if api.isREST { context.member("deploymentId", stage.deploymentID) }
        context.member("apiId", api.id)
    }

    /// Nobody is authenticated here, so all but address and agent are null.
    private func writeIdentity(_ identity: inout JSONWriter) {
        identity.null("cognitoIdentityPoolId")
        identity.null("accountId")
        identity.null("cognitoIdentityId")
        identity.null("caller")
        identity.member("sourceIp", request.sourceAddress)
        identity.null("principalOrgId")
        identity.null("accessKey")
        identity.null("cognitoAuthenticationType")
        identity.null("cognitoAuthenticationProvider")
        identity.null("userArn")
        identity.member("userAgent", request.headers.first(name: "user-agent"))
        identity.null("user")
    }

    private func writeBody(_ event: inout JSONWriter) {
        let header = request.headers.first(name: "content-type")
        let type = MediaType(header ?? "")
        // An HTTP API has no list of what is binary: everything is that it does not know for text.
        let isBinary = api.isREST ? type.isListed(in: stage.binaryMediaTypes) : header != nil && !type.isText
        let body = RequestBody(request.body, isBinary: isBinary)
        event.member("body", body.text)
        event.member("isBase64Encoded", body.isBase64Encoded)
    }
}

extension JSONWriter {
    /// One map with the last value of each name, and one with all of them.
    fileprivate mutating func maps(single: String, multi: String, _ values: MultiMap) {
        map(single, values.entries.map { ($0.name, $0.values.last ?? "") })
        guard !values.isEmpty else { return null(multi) }
        object(multi) { map in
            for entry in values.entries { map.member(entry.name, entry.values) }
        }
    }

    fileprivate mutating func map(_ key: String, _ pairs: [(String, String)]) {
        guard !pairs.isEmpty else { return null(key) }
        object(key) { map in
            for (name, value) in pairs { map.member(name, value) }
        }
    }

    fileprivate mutating func map(_ key: String, _ pairs: [(key: String, value: String)]) {
        map(key, pairs.map { ($0.key, $0.value) })
    }
}
