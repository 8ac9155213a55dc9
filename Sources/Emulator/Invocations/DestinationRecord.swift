import NIOCore

/// What a destination is told of an asynchronous invocation.
///
/// Source: AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations"; recorded records.
struct DestinationRecord {
    enum Condition: String {
        case success = "Success"
        case retriesExhausted = "RetriesExhausted"
        case eventAgeExceeded = "EventAgeExceeded"
    }

    var requestID: String
    /// With a qualifier.
    var functionARN: String
    var condition: Condition
    var invokeCount: Int
    var requestPayload: ByteBuffer
    var executedVersion: String
    /// nil if the function never ran.
    var responsePayload: ByteBuffer?

    func text(_ epochMilliseconds: Int) -> ByteBuffer {
        JSONWriter.object(capacity: 1024 + requestPayload.readableBytes + (responsePayload?.readableBytes ?? 0)) {
            record in
            record.member("version", "1.0")
            record.member("timestamp", WallClock.iso8601(epochMilliseconds: epochMilliseconds))
            record.object("requestContext") { context in
                context.member("requestId", requestID)
                context.member("functionArn", functionARN)
                context.member("condition", condition.rawValue)
                context.member("approximateInvokeCount", invokeCount)
            }
            record.json("requestPayload", requestPayload)
            guard let responsePayload else { return }
            record.object("responseContext") { context in
                context.member("statusCode", 200)
                context.member("executedVersion", executedVersion)
                if condition != .success { context.member("functionError", "Unhandled") }
            }
            record.json("responsePayload", Self.json(responsePayload))
        }
    }

    /// Functions answer what they like; what is not JSON is told as nothing.
    private static func json(_ payload: ByteBuffer) -> ByteBuffer {
        payload.readableBytes == 0 || JSONCheck.problem(in: payload) != nil ? ByteBuffer(string: "null") : payload
    }
}
