import NIOCore

/// The body of a request as events carry it: text, or base64 of what is not text.
struct RequestBody {
    /// nil if there is no body.
    var text: String?
    var isBase64Encoded: Bool

    /// - Parameter isBinary: whether the gateway takes the content type for binary, whatever the bytes are.
    init(_ body: ByteBuffer, isBinary: Bool) {
        guard body.readableBytes > 0 else {
            self.init(text: nil, isBase64Encoded: false)
            return
        }
        if !isBinary, let text = body.withUnsafeReadableBytes({ String(validating: $0, as: UTF8.self) }) {
            self.init(text: text, isBase64Encoded: false)
        } else {
            self.init(text: Base64.text(of: body.readableBytesView), isBase64Encoded: true)
        }
    }

    private init(text: String?, isBase64Encoded: Bool) {
        self.text = text
        self.isBase64Encoded = isBase64Encoded
    }
}
