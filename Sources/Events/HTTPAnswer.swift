public import JSON

/// An answer in the form that both REST and HTTP APIs take from functions.
///
/// Only keys that format 1.0 allows are written: of any other a REST API makes a 502.
public struct HTTPAnswer: Equatable, Sendable {
    public let statusCode: Int
    public let contentType: String
    public let body: String

    public init(statusCode: Int, contentType: String, body: String) {
        self.statusCode = statusCode
        self.contentType = contentType
        self.body = body
    }

    public var json: JSON {
        [
            "statusCode": .number(String(statusCode)),
            "headers": ["content-type": .string(contentType)],
            "body": .string(body),
            "isBase64Encoded": false,
        ]
    }
}
