import Glibc
import JSON
import LambdaRuntime

// A function for the tests of the runtime as a real process: the event says what it does, any other event is given back.

func handle(_ invocation: Invocation) throws(FunctionError) -> [UInt8] {
    switch (try? JSON(parsing: invocation.payload))?["do"]?.stringValue {
    case "fail":
        throw FunctionError(type: "Function.Wish", message: "as \"wished\"")
    case "log":
        print("printed without a flush")
        invocation.context.log(.warn, "two\nlines")
        return Array("null".utf8)
    case "show context":
        return describe(invocation.context).bytes
    default:
        return invocation.payload
    }
}

func describe(_ context: InvocationContext) -> JSON {
    [
        "id": .string(context.requestID), "arn": .string(context.invokedFunctionARN),
        "trace": getenv("_X_AMZN_TRACE_ID").map { .string(String(cString: $0)) } ?? nil,
        "hasTime": .bool(context.remainingTime > .seconds(1)),
    ]
}

Lambda.run(
    initializing: { () throws(FunctionError) in
        if getenv("PROBE_REFUSES_TO_START") != nil {
            throw FunctionError(type: "Function.NoStart", message: "not today")
        }
        return handle
    },
    after: { context in context.log(.info, "after the response") })
