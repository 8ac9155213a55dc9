import JSON
import NIOCore
import NIOHTTP1

/// The members that functions' outputs for both gateways share, read with their types held against what AWS takes.
struct OutputMembers {
    private let object: JSON

    init(_ object: JSON) {
        self.object = object
    }

    /// 200 to 599, as a number or as a string of digits; nil if the member is missing or null.
    ///
    /// 1xx are no final answers: on the wire the client would go on waiting.
    func status() throws(MalformedOutput) -> HTTPResponseStatus? {
        guard let value = present("statusCode") else { return nil }
        let code = value.intValue ?? value.stringValue.flatMap(Int.init)
        guard let code, (200...599).contains(code) else {
            throw MalformedOutput("statusCode is \(value.text): it must be a number from 200 to 599")
        }
        return HTTPResponseStatus(statusCode: code)
    }

    /// Those with a value of null are left out.
    func headers() throws(MalformedOutput) -> [FunctionHeader] {
        guard let value = present("headers") else { return [] }
        guard let members = value.objectValue else {
            throw MalformedOutput("headers must be an object, not \(value.kind)")
        }
        var headers: [FunctionHeader] = []
        for member in members where !member.value.isNull {
            headers.append(try FunctionHeader(name: member.key, value: member.value))
        }
        return headers
    }

    /// The text, empty if the member is missing or null.
    func body() throws(MalformedOutput) -> String {
        guard let value = present("body") else { return "" }
        guard let text = value.stringValue else {
            throw MalformedOutput("body must be a string, not \(value.kind): serialise it, for instance as JSON")
        }
        return text
    }

    func isBase64Encoded() throws(MalformedOutput) -> Bool {
        guard let value = present("isBase64Encoded") else { return false }
        if let flag = value.boolValue { return flag }
        switch value.stringValue {
        case "true": return true
        case "false": return false
        default: throw MalformedOutput("isBase64Encoded is \(value.text): it must be true or false")
        }
    }

    /// nil if the member is missing or null.
    func present(_ key: String) -> JSON? {
        guard let value = object[key], !value.isNull else { return nil }
        return value
    }

    /// The body's bytes.
    static func decode(_ body: String, isBase64: Bool) throws(MalformedOutput) -> ByteBuffer {
        guard isBase64 else { return ByteBuffer(string: body) }
        guard let bytes = Base64.bytes(of: body) else {
            throw MalformedOutput("isBase64Encoded is true, but the body is not base64", isBadBase64: true)
        }
        return ByteBuffer(bytes: bytes)
    }
}

extension JSON {
    /// For messages: what the value is.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// The value that a function returned.
    init(output payload: ByteBuffer) throws(MalformedOutput) {
        let parsed = payload.withUnsafeReadableBytes { bytes in
            Result { () throws(JSON.ParseError) in try JSON(parsing: bytes) }
        }
        switch parsed {
        case .success(let value): self = value
        case .failure(let error):
            throw MalformedOutput("The function's output is not JSON: \(error.message) at byte \(error.offset)")
        }
    }
}
