import NIOCore
import NIOHTTP1

/// GET `/runtime/invocation/next`: waits for an event, without limit.
enum NextEndpoint {
    static func serve(_ environment: Environment, _ reply: Reply) {
        environment.next(reply)
    }

    /// The event, with what the runtime should know about it in headers; a header without a value is left out.
    static func event(_ invocation: Invocation) -> HTTPAnswer {
        let request = invocation.request
        var headers: HTTPHeaders = [
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": invocation.requestID,
            "Lambda-Runtime-Deadline-Ms": String(invocation.deadlineEpochMilliseconds),
            "Lambda-Runtime-Invoked-Function-Arn": request.invokedARN,
            "Lambda-Runtime-Trace-Id": request.trace.text,
        ]
        if let clientContext = request.clientContext {
            headers.add(name: "Lambda-Runtime-Client-Context", value: clientContext)
        }
        return HTTPAnswer(status: .ok, headers: headers, body: request.payload)
    }
}
