import AWSAPI
import JSON

/// `json`, versions 1.0 and 1.1: CloudWatch Logs, EventBridge, ECR.
struct JSONForm: ProtocolForm {
    let version: String

    func input(_ request: WireRequest, _ found: OperationFinder.Found) throws(AWSError) -> Parameters {
        Parameters(try JSONBody.object(request.body).json)
    }

    func answer(_ output: Output, _ found: OperationFinder.Found, requestID: String) -> WireAnswer {
        var answer = WireAnswer(status: output.status ?? 200, body: output.payload ?? output.value.bytes)
        for header in output.headers { answer.add(header.name, header.value) }
        finish(&answer, requestID)
        return answer
    }

    func refusal(_ error: AWSError, of request: WireRequest, requestID: String) -> WireAnswer {
        let type = JSON.Member("__type", .string(error.code))
        var answer = WireAnswer(status: error.status, body: JSONBody.error(error, first: [type]))
        finish(&answer, requestID)
        return answer
    }

    private func finish(_ answer: inout WireAnswer, _ requestID: String) {
        answer.add("x-amzn-RequestId", requestID)
        answer.addIfAbsent("Content-Type", "application/x-amz-json-\(version)")
    }
}

/// Bodies that are JSON objects.
enum JSONBody {
    /// An empty body stands for `{}`.
    static func object(_ body: [UInt8]) throws(AWSError) -> (json: JSON, members: [JSON.Member]) {
        if body.isEmpty { return ([:], []) }
        let json: JSON
        do {
            json = try JSON(parsing: body)
        } catch {
            throw AWSError(
                "SerializationException",
                "The request's body is not JSON: \(error.message), at byte \(error.offset).")
        }
        guard let members = json.objectValue else {
            throw AWSError("SerializationException", "The request's body must be a JSON object.")
        }
        return (json, members)
    }

    static func error(_ error: AWSError, first: [JSON.Member] = []) -> [UInt8] {
        JSON.object(first + error.members + [JSON.Member(error.messageKey, .string(error.message))]).bytes
    }
}
