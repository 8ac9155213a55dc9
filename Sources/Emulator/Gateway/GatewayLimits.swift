import NIOCore
import NIOHTTP1

/// API Gateway's quotas on requests, the same for REST and HTTP APIs.
///
/// Source: API Gateway Developer Guide, "Quotas" (the URL's for regional REST APIs).
package enum GatewayLimits {
    /// The body of a request.
    package static let bodyBytes = 10 << 20
    /// All header lines together.
    package static let headerBytes = 10_240
    /// The request target.
    package static let targetBytes = 10_240

    static func violation(of request: HTTPRequest) -> GatewayRefusal? {
        if request.target.utf8.count > targetBytes { return .targetTooLong }
        if headerSize(of: request) > headerBytes { return .headersTooLarge }
        if request.body.readableBytes > bodyBytes { return .bodyTooLarge }
        return nil
    }

    /// With the colon, the space and the line end of each line.
    private static func headerSize(of request: HTTPRequest) -> Int {
        request.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
    }
}
