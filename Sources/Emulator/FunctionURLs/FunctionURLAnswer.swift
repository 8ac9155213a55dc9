import Cloud
import JSON
import NIOCore
import NIOHTTP1

/// The HTTP answers of function URLs.
///
/// Sources: AWS Lambda Developer Guide, "Invoking Lambda function URLs"; recorded answers.
enum FunctionURLAnswer {
    /// - Parameter complain: told, in one sentence, what is wrong with the function's output; the client only learns that
    ///   something is.
    static func answer(
        _ result: Invocation.Result, _ stamp: RequestStamp, complain: (String) -> Void
    ) -> HTTPAnswer {
        switch result.outcome {
        case .success(let payload):
            do throws(MalformedOutput) {
                return try HTTPAPIAnswer(payload, contentType: "application/json").answer(ownHeaders(stamp))
            } catch {
                complain(error.sentence)
                return failed(stamp)
            }
        case .functionError: return failed(stamp)
        case .throttled(let throttle):
            return LambdaError.answer(.throttled(throttle), requestID: stamp.requestID)
        case .unavailable(let reason):
            complain(reason)
            return failed(stamp)
        }
    }

    private static func ownHeaders(_ stamp: RequestStamp) -> [FunctionHeader] {
        [("x-amzn-RequestId", stamp.requestID), ("X-Amzn-Trace-Id", String(stamp.traceRoot))].compactMap {
            // Both are ours, and right.
            try? FunctionHeader(name: $0.0, value: .string($0.1))
        }
    }

    private static func failed(_ stamp: RequestStamp) -> HTTPAnswer {
        HTTPAnswer(
            status: .badGateway,
            headers: ["Content-Type": "application/json", "x-amzn-RequestId": stamp.requestID],
            body: ByteBuffer(string: "Internal Server Error"))
    }

    /// No function has this URL.
    static func unknown(_ stamp: RequestStamp) -> HTTPAnswer {
        refused(#"{"Message":null}"#, stamp)
    }

    static func forbidden(_ stamp: RequestStamp) -> HTTPAnswer {
        refused(
            #"{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: "#
                + #"https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}"#, stamp)
    }

    private static func refused(_ body: String, _ stamp: RequestStamp) -> HTTPAnswer {
        HTTPAnswer(
            status: .forbidden,
            headers: [
                "Content-Type": "application/json", "x-amzn-RequestId": stamp.requestID,
                "x-amzn-ErrorType": "AccessDeniedException",
            ], body: ByteBuffer(string: body))
    }
}
