private import JSON

/// A failure of the function, as its caller gets to see it.
///
/// Lambda answers the caller with status 200, the header `X-Amz-Function-Error: Unhandled` and this as the payload.
public struct FunctionError: Error, Equatable, Sendable {
    /// `Category.Reason` by AWS's advice, such as `Function.BadRequest`. Anything not of this form shows up as
    /// `Runtime.Unknown` in Lambda's own logs; callers get it unchanged.
    public let type: String
    /// One sentence for the caller.
    public let message: String

    public init(type: String, message: String) {
        self.type = type
        self.message = message
    }

    /// The body for `/error` and `/init/error`. Swift has no stack to show, so the trace is empty.
    package var body: [UInt8] {
        let body: JSON = ["errorMessage": .string(message), "errorType": .string(type), "stackTrace": []]
        return body.bytes
    }

    /// The type as an HTTP header can carry it: printable ASCII, at most 256 bytes.
    package var header: String {
        String(decoding: type.utf8.prefix(256).map { $0 > 0x20 && $0 < 0x7F ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
    }
}
