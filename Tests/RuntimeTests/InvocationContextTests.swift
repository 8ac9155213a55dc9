import LambdaRuntime
import Testing

@Suite("An invocation's context")
struct InvocationContextTests {
    private let function = FunctionEnvironment {
        [
            "AWS_LAMBDA_FUNCTION_NAME": "control-round", "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128", "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/control-round",
            "AWS_LAMBDA_LOG_STREAM_NAME": "2026/11/23/[$LATEST]0123456789abcdef",
        ][$0]
    }

    @Test("is read from the headers of next, whatever their case")
    func headers() throws {
        let context = try #require(
            InvocationContext(
                headers: Headers([
                    ("lambda-runtime-aws-request-id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd"),
                    ("LAMBDA-RUNTIME-DEADLINE-MS", "1542409706888"),
                    ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:000000000000:function:f:live"),
                    ("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700"),
                    ("Lambda-Runtime-Client-Context", #"{"custom":{"a":"b"}}"#),
                    ("Lambda-Runtime-Cognito-Identity", #"{"cognitoIdentityId":"i","cognitoIdentityPoolId":"p"}"#),
                    ("Lambda-Runtime-Aws-Tenant-Id", "blue"),
                ]), function: function))
        #expect(
            context
                == InvocationContext(
                    requestID: "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
                    invokedFunctionARN: "arn:aws:lambda:eu-west-1:000000000000:function:f:live",
                    deadlineMilliseconds: 1_542_409_706_888,
                    traceID: "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700",
                    clientContext: #"{"custom":{"a":"b"}}"#,
                    identity: #"{"cognitoIdentityId":"i","cognitoIdentityPoolId":"p"}"#,
                    tenantID: "blue", function: function))
        #expect(context.function.functionName == "control-round")
        #expect(context.function.memoryMegabytes == 128)
        #expect(context.function.logStream == "2026/11/23/[$LATEST]0123456789abcdef")
    }

    @Test("needs a request id")
    func noRequestID() {
        #expect(InvocationContext(headers: Headers([]), function: function) == nil)
        #expect(InvocationContext(headers: Headers([("Lambda-Runtime-Aws-Request-Id", "")]), function: function) == nil)
    }

    @Test("counts the time that is left, down to zero", arguments: [(0, 1000), (999, 1), (1000, 0), (5000, 0)])
    func remainingTime(now: Int, left: Int) {
        let context = InvocationContext(
            requestID: "1", invokedFunctionARN: "", deadlineMilliseconds: 1000, function: function)
        #expect(context.remainingTime(at: Int64(now)) == .milliseconds(left))
    }

    @Test("keeps from the wire only the Runtime API's own headers")
    func wireHeaders() {
        var headers = Headers()
        let lines = [
            "HTTP/1.1 200 OK\r\n", "Content-Type: application/json\r\n", "lambda-runtime-deadline-ms:  42 \r\n",
            "Lambda-Runtime-Trace-Id: Root=1:2\r\n", "Lambda-Runtime-\r\n", "\r\n",
        ]
        for line in lines { Array(line.utf8).withUnsafeBytes { headers.add(line: $0) } }
        #expect(headers == Headers([("Lambda-Runtime-Deadline-Ms", "42"), ("Lambda-Runtime-Trace-Id", "Root=1:2")]))
    }
}
