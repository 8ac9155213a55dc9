import NIOCore
import NIOHTTP1

/// The headers of a request as the gateways pass them on: their own added, those of the connection left out.
enum ClientHeaders {
    /// Meant for the connection between client and gateway, not for the function (RFC 9110, section 7.6.1).
    static let ofConnection: Set<String> = [
        "connection", "expect", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade",
    ]

    /// For REST events: names as the client wrote them, `Authorization` and `User-Agent` capitalised.
    static func forREST(_ call: GatewayCall) -> MultiMap {
        var headers = MultiMap()
        for (name, value) in call.request.headers {
            let key = name.lowercased()
            guard !ofConnection.contains(key), key != "content-length" else { continue }
            headers.add(value, to: restSpellings[key] ?? name, key: key)
        }
        headers.set("X-Amzn-Trace-Id", String(call.stamp.traceRoot))
        headers.setForwarding(of: call.request) { $0 }
        return headers
    }

    /// For HTTP API events: names in lower case; cookies have a place of their own.
    static func forHTTPAPI(_ call: GatewayCall) -> MultiMap { lowerCase(of: call.request, call.stamp) }

    static func lowerCase(of request: HTTPRequest, _ stamp: RequestStamp) -> MultiMap {
        var headers = MultiMap()
        for (name, value) in request.headers {
            let key = name.lowercased()
            guard !ofConnection.contains(key), key != "cookie" else { continue }
            headers.add(value, to: key, key: key)
        }
        headers.set("content-length", String(request.body.readableBytes))
        headers.set("x-amzn-trace-id", String(stamp.traceRoot))
        headers.setForwarding(of: request) { $0.lowercased() }
        return headers
    }

    /// Each cookie by itself, as payload format 2.0 has them.
    static func cookies(of request: HTTPRequest) -> [String] {
        request.headers["cookie"].flatMap { line in
            line.split(separator: ";").map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
        }
    }

    private static let restSpellings = ["authorization": "Authorization", "user-agent": "User-Agent"]
}

extension MultiMap {
    fileprivate mutating func set(_ name: String, _ value: String) {
        set(value, for: name, key: name.lowercased())
    }

    /// `X-Forwarded-For` grows by the address of whoever is connected; port and protocol are those of this emulator.
    fileprivate mutating func setForwarding(of request: HTTPRequest, spelling: (String) -> String) {
        let hops = values(forKey: "x-forwarded-for") + [request.sourceAddress]
        set(spelling("X-Forwarded-For"), hops.joined(separator: ", "))
        set(spelling("X-Forwarded-Port"), request.port)
        set(spelling("X-Forwarded-Proto"), "http")
    }
}

extension HTTPRequest {
    /// The port that the client connected to, as its Host header says.
    fileprivate var port: String {
        guard let host = headers.first(name: "host"), let colon = host.lastIndex(of: ":") else { return "80" }
        let port = host[host.index(after: colon)...]
        return !port.isEmpty && port.utf8.allSatisfy { (0x30...0x39).contains($0) } ? String(port) : "80"
    }

    /// What the events call the domain: the Host that named the API, else the host name that AWS would give it.
    func domainName(of api: String, region: String) -> String {
        let host = headers.first(name: "host") ?? ""
        let name = host.prefix { $0 != ":" }
        return name.lowercased().hasPrefix("\(api).execute-api.")
            ? String(name) : "\(api).execute-api.\(region).amazonaws.com"
    }
}
