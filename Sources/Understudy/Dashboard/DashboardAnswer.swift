import Dashboard
import Emulator
import NIOCore
import NIOHTTP1

/// Pages on the wire.
enum DashboardAnswer {
    /// Nothing but what comes from here, and nothing written into the page itself: neither scripts nor styles.
    private static let contentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    static func html(_ text: String, status: HTTPResponseStatus = .ok) -> HTTPAnswer {
        HTTPAnswer(
            status: status,
            headers: [
                "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": contentSecurityPolicy,
                "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cache-Control": "no-store",
            ], body: ByteBuffer(string: text))
    }

    /// What changes of a page; nothing where the client has it already.
    static func part(_ text: String, _ request: HTTPRequest) -> HTTPAnswer {
        let tag = EntityTag.of(text.utf8)
        guard request.headers.first(name: "if-none-match") != tag else {
            return HTTPAnswer(status: .notModified, headers: ["ETag": tag, "Cache-Control": "no-store"])
        }
        var answer = html(text)
        answer.headers.add(name: "ETag", value: tag)
        return answer
    }

    static func asset(_ asset: Asset, _ request: HTTPRequest) -> HTTPAnswer {
        let headers: HTTPHeaders = [
            "Content-Type": asset.contentType, "X-Content-Type-Options": "nosniff", "ETag": asset.entityTag,
            "Cache-Control": "no-cache",
        ]
        guard request.headers.first(name: "if-none-match") != asset.entityTag else {
            return HTTPAnswer(status: .notModified, headers: headers)
        }
        return HTTPAnswer(status: .ok, headers: headers, body: ByteBuffer(bytes: asset.bytes))
    }

    /// The same answer as the client takes it best: pages repeat themselves, and get a fifth of their size.
    static func packed(_ answer: HTTPAnswer, for request: HTTPRequest) -> HTTPAnswer {
        let isWanted = request.headers[canonicalForm: "accept-encoding"].contains { coding in
            coding == "gzip" || (coding.hasPrefix("gzip;") && !coding.hasSuffix("q=0"))
        }
        guard isWanted, answer.body.readableBytes > fewestBytes, let body = Gzip.packed(answer.body) else {
            return answer
        }
        var answer = answer
        answer.body = body
        answer.headers.add(name: "Content-Encoding", value: "gzip")
        answer.headers.add(name: "Vary", value: "Accept-Encoding")
        return answer
    }

    /// What fits into a packet anyway gains nothing.
    private static let fewestBytes = 1_200

    /// After an action: on to a page that can be loaded again without repeating it.
    static func seeOther(_ address: String) -> HTTPAnswer {
        HTTPAnswer(status: .seeOther, headers: ["Location": address, "Cache-Control": "no-store"])
    }
}
