import Cloud
import NIOCore
import NIOHTTP1

/// The two kinds of API, which say the same things in different words.
enum GatewayFamily: Sendable {
    case rest
    case http
}

extension API {
    var family: GatewayFamily { isREST ? .rest : .http }
}

/// The answers that a gateway gives by itself, without a function's.
///
/// Sources: API Gateway Developer Guide, "Gateway response types" and "HTTP API troubleshooting"; recorded answers. The
/// texts of 414 and 431 are not confirmed.
enum GatewayRefusal: Sendable {
    case noRoute
    case unknownStage
    case bodyTooLarge
    case targetTooLong
    case headersTooLarge
    /// Lambda did not run the function: it does not exist, is throttled, or cannot be started.
    case functionRejected
    /// The function failed, or its output is not what the gateway understands.
    case functionFailed
    /// An output in itself well formed says `isBase64Encoded`, and is not.
    case badBase64
    case timedOut
    /// The definition cannot be carried out, or a template did not make what it should.
    case misconfigured
    /// A body that is taken for binary cannot be mapped by templates.
    case binaryUnmappable
    case unsupportedMediaType

    func answer(_ family: GatewayFamily, _ stamp: RequestStamp) -> HTTPAnswer {
        switch family {
        case .rest: restAnswer(stamp)
        case .http: httpAPIAnswer(stamp)
        }
    }

    private func restAnswer(_ stamp: RequestStamp) -> HTTPAnswer {
        let (status, message, errorType) = restWords
        let headers: HTTPHeaders = [
            "x-amzn-RequestId": stamp.requestID,
            "x-amzn-ErrorType": errorType,
            "x-amz-apigw-id": stamp.extendedRequestID,
            "Content-Type": "application/json",
        ]
        return HTTPAnswer(status: status, headers: headers, body: Self.body(message))
    }

    private func httpAPIAnswer(_ stamp: RequestStamp) -> HTTPAnswer {
        let (status, message) = httpAPIWords
        let headers: HTTPHeaders = [
            "Content-Type": "application/json",
            "apigw-requestid": stamp.extendedRequestID,
        ]
        return HTTPAnswer(status: status, headers: headers, body: Self.body(message))
    }

    private static func body(_ message: String) -> ByteBuffer {
        ByteBuffer(string: #"{"message":"\#(message)"}"#)
    }
}

// MARK: Words

extension GatewayRefusal {
    private var restWords: (status: HTTPResponseStatus, message: String, errorType: String) {
        switch self {
        case .noRoute: (.forbidden, "Missing Authentication Token", "MissingAuthenticationTokenException")
        case .unknownStage: (.forbidden, "Forbidden", "ForbiddenException")
        case .bodyTooLarge: (.payloadTooLarge, "Request Too Long", "RequestTooLargeException")
        case .targetTooLong: (.uriTooLong, "Request-URI Too Long", "RequestTooLargeException")
        case .headersTooLarge:
            (.requestHeaderFieldsTooLarge, "Request Header Fields Too Large", "RequestTooLargeException")
        case .functionRejected, .badBase64, .misconfigured:
            (.internalServerError, "Internal server error", "InternalServerErrorException")
        case .functionFailed, .binaryUnmappable:
            (.badGateway, "Internal server error", "InternalServerErrorException")
        case .unsupportedMediaType: (.unsupportedMediaType, "Unsupported Media Type", "BadRequestException")
        case .timedOut: (.gatewayTimeout, "Endpoint request timed out", "InternalServerErrorException")
        }
    }

    private var httpAPIWords: (status: HTTPResponseStatus, message: String) {
        switch self {
        case .noRoute, .unknownStage: (.notFound, "Not Found")
        case .bodyTooLarge: (.payloadTooLarge, "Request Entity Too Large")
        case .targetTooLong: (.uriTooLong, "Request-URI Too Long")
        case .headersTooLarge: (.requestHeaderFieldsTooLarge, "Request Header Fields Too Large")
        case .functionRejected, .functionFailed, .badBase64, .misconfigured, .binaryUnmappable:
            (.internalServerError, "Internal Server Error")
        case .unsupportedMediaType: (.unsupportedMediaType, "Unsupported Media Type")
        case .timedOut: (.serviceUnavailable, "Service Unavailable")
        }
    }
}
