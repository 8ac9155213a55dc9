import AWSAPI
import JSON

/// `rest-json`: Lambda, API Gateway.
struct RestJSONForm: ProtocolForm {
    func input(_ request: WireRequest, _ found: OperationFinder.Found) throws(AWSError) -> Parameters {
        guard let binding = found.binding else { return Parameters(try JSONBody.object(request.body).json) }
        let outside = RestMembers.input(request, found, binding)
        if binding.takesBytes { return Parameters(.object(outside), payload: request.body) }
        let body = try JSONBody.object(request.body)
        if let payload = binding.payload {
            return Parameters(.object(outside + [JSON.Member(payload, body.json)]), payload: request.body)
        }
        let inside = body.members.map { JSON.Member(binding.body[$0.key] ?? $0.key, $0.value) }
        // What the address says counts: it comes last.
        return Parameters(.object(inside + outside))
    }

    func answer(_ output: Output, _ found: OperationFinder.Found, requestID: String) -> WireAnswer {
        var (answer, rest) = RestMembers.begin(output, found.binding)
        answer.add("x-amzn-RequestId", requestID)
        guard answer.mayHaveBody else { return answer }
        if let payload = output.payload {
            answer.body = payload
            answer.addIfAbsent("Content-Type", "application/octet-stream")
        } else {
            answer.body = body(rest, found.binding, status: answer.status)
            answer.addIfAbsent("Content-Type", "application/json")
        }
        return answer
    }

    private func body(_ rest: [JSON.Member], _ binding: HTTPBinding?, status: Int) -> [UInt8] {
        if let payload = binding?.answerPayload {
            return rest.first { $0.key == payload }.map { $0.value.bytes } ?? []
        }
        // 202 says that something was taken, and no more.
        return rest.isEmpty && status == 202 ? [] : JSON.object(rest).bytes
    }

    func refusal(_ error: AWSError, of request: WireRequest, requestID: String) -> WireAnswer {
        var answer = WireAnswer(status: error.status, body: JSONBody.error(error))
        answer.add("x-amzn-RequestId", requestID)
        answer.add("x-amzn-ErrorType", error.code)
        answer.add("Content-Type", "application/json")
        return answer
    }
}
