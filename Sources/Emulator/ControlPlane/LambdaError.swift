import Cloud
import JSON
import NIOCore
import NIOHTTP1

/// Errors of the Lambda API on the wire (rest-json): the one place that turns a ``CloudError`` into bytes.
enum LambdaError {
    static func answer(_ error: CloudError, requestID: String) -> HTTPAnswer {
        var members: [JSON.Member] = []
        if let reason = error.reason { members.append(JSON.Member("Reason", .string(reason))) }
        if let type = error.type { members.append(JSON.Member("Type", .string(type.rawValue))) }
        members.append(JSON.Member(error.messageKey, .string(error.message)))
        return .json(
            HTTPResponseStatus(statusCode: error.httpStatus), .object(members),
            headers: ["x-amzn-RequestId": requestID, "x-amzn-ErrorType": error.code.rawValue])
    }
}
