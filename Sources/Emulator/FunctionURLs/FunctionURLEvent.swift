import Cloud
import NIOCore
import NIOHTTP1

/// The event of a function URL: payload format 2.0 as HTTP APIs send it, with a few differences.
///
/// Source: AWS Lambda Developer Guide, "Invoking Lambda function URLs"; recorded events.
struct FunctionURLEvent {
    let entry: FunctionURLTable.Entry
    /// What the function sees of the path.
    let path: Substring
    let request: HTTPRequest
    let stamp: RequestStamp

    func text() -> ByteBuffer {
        JSONWriter.object(capacity: 2048 + request.body.readableBytes) { event in
            event.member("version", "2.0")
            event.member("routeKey", "$default")
            event.member("rawPath", path.isEmpty ? "/" : path)
            event.member("rawQueryString", request.query ?? "")
            let cookies = ClientHeaders.cookies(of: request)
            if !cookies.isEmpty { event.member("cookies", cookies) }
            event.object("headers") { headers in
                for (name, value) in self.headers { headers.member(name, value) }
            }
            let parameters = MultiMap(query: request.query)
            if !parameters.isEmpty {
                event.object("queryStringParameters") { query in
                    for (name, values) in parameters.entries { query.member(name, values.joined(separator: ",")) }
                }
            }
            event.object("requestContext", writeContext)
            let type = request.headers.first(name: "content-type").map(MediaType.init)
            let body = RequestBody(request.body, isBinary: type.map { !$0.isText } ?? false)
            if let text = body.text { event.member("body", text) }
            event.member("isBase64Encoded", body.isBase64Encoded)
        }
    }

    /// Names in lower case; AWS's clients speak TLS with the URL, and functions may look for what that adds.
    private var headers: [(String, String)] {
        var headers = ClientHeaders.lowerCase(of: request, stamp)
        headers.set("TLSv1.3", for: "x-amzn-tls-version", key: "x-amzn-tls-version")
        headers.set("TLS_AES_128_GCM_SHA256", for: "x-amzn-tls-cipher-suite", key: "x-amzn-tls-cipher-suite")
        headers.set(domainName, for: "host", key: "host")
        return headers.entries.map { ($0.name, $0.values.joined(separator: ",")) }
    }

    private func writeContext(_ context: inout JSONWriter) {
        let isSigned = entry.url.authType == .iam
        context.member("accountId", isSigned ? entry.scope.account : "anonymous")
        context.member("apiId", entry.url.id)
        context.null("authentication")
        if isSigned { context.object("authorizer") { $0.object("iam", writeCaller) } }
        context.member("domainName", domainName)
        context.member("domainPrefix", entry.url.id)
        context.object("http") { http in
            http.member("method", request.method.rawValue)
            http.member("path", path.isEmpty ? "/" : path)
            http.member("protocol", "HTTP/1.1")
            http.member("sourceIp", request.sourceAddress)
            http.member("userAgent", request.headers.first(name: "user-agent"))
        }
        context.member("requestId", stamp.requestID)
        context.member("routeKey", "$default")
        context.member("stage", "$default")
        context.member("time", RequestTime.text(epochMilliseconds: stamp.epochMilliseconds))
        context.member("timeEpoch", stamp.epochMilliseconds)
    }

    /// Whoever signs is the account's root.
    private func writeCaller(_ iam: inout JSONWriter) {
        let account = entry.scope.account
        iam.member("accessKey", CredentialScope(request)?.accessKeyID)
        iam.member("accountId", account)
        iam.member("callerId", account)
        iam.null("cognitoIdentity")
        iam.null("principalOrgId")
        iam.member("userArn", "arn:aws:iam::\(account):root")
        iam.member("userId", account)
    }

    /// What the URL is called on AWS, unless the client used a name of it.
    private var domainName: String {
        let host = request.headers.first(name: "host")?.prefix { $0 != ":" } ?? ""
        return host.lowercased().hasPrefix("\(entry.url.id).lambda-url.")
            ? String(host) : "\(entry.url.id).lambda-url.\(entry.scope.region).on.aws"
    }
}
