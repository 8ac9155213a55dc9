import Foundation
import JSON
import NIOCore
import NIOHTTP1
import Testing

@testable import Emulator

@Suite("The Runtime API's state machine")
struct RuntimeStateTests {
    @Test("the way of an invocation")
    func life() throws {
        var state = RuntimeState()
        #expect(try state.next() == .park)
        state.eventDelivered()
        #expect(try state.next() == .repeatEvent, "an event that is still unanswered is given again")
        try state.response()
        #expect(try state.next() == .park)
        state.eventDelivered()
        try state.invocationError()
        #expect(state.name == .responseSent)
    }

    @Test("a second answer is refused while the first is the last thing that happened")
    func secondAnswer() throws {
        var state = RuntimeState()
        _ = try state.next()
        state.eventDelivered()
        try state.response()
        let refusal = #expect(throws: RuntimeState.Refusal.self) { try state.response() }
        #expect(
            refusal?.message == "State transition from RuntimeResponseSentState to InvocationResponse failed for "
                + "runtime. Error: State transition is not allowed")
    }

    @Test("an init error is refused after the first next, and next after an init error")
    func initError() throws {
        var late = RuntimeState()
        _ = try late.next()
        #expect(throws: RuntimeState.Refusal(from: .ready, to: .initError)) { try late.initError() }
        var early = RuntimeState()
        try early.initError()
        #expect(throws: RuntimeState.Refusal(from: .initError, to: .ready)) { try early.next() }
    }

    @Test("no answer without an event")
    func answerWithoutEvent() {
        var state = RuntimeState()
        #expect(throws: RuntimeState.Refusal(from: .started, to: .invocationErrorResponse)) {
            try state.invocationError()
        }
    }
}

@Suite("The Runtime API, as a runtime sees it")
struct RuntimeAPITests {
    @Test(
        "paths and methods",
        arguments: [
            (HTTPMethod.GET, "/2018-06-01/runtime/invocation/next", RuntimeAPI.Endpoint.next),
            (.POST, "/2018-06-01/runtime/invocation/a-b/response", .response(requestID: "a-b")),
            (.POST, "/2018-06-01/runtime/invocation/a-b/error", .error(requestID: "a-b")),
            (.POST, "/2018-06-01/runtime/init/error", .initError),
            (.GET, "/2018-06-01/ping", .ping),
            (.POST, "/2018-06-01/runtime/invocation/next", nil),
            (.GET, "/2018-06-01/runtime/restore/next", nil),
            (.POST, "/2018-06-01/runtime/invocation/a/b/response", nil),
            (.GET, "/", nil),
        ] as [(HTTPMethod, String, RuntimeAPI.Endpoint?)])
    func endpoints(method: HTTPMethod, path: String, expected: RuntimeAPI.Endpoint?) {
        #expect(RuntimeAPI.Endpoint(HTTPRequest(method: method, target: path)) == expected)
    }

    /// What a bash runtime was answered, gathered through its log.
    private func conversation(_ script: String, invocations: Int = 1) async throws -> String {
        let function = try BashFunction(script)
        let log = Log()
        try await EmulatorHarness.run([function.version]) { harness in
            for _ in 0..<invocations { _ = try await harness.invoke("bash") }
            #expect(try await harness.eventually { harness.log.contains("done\n") })
            log.text = harness.log
        }
        return log.text
    }

    private final class Log { var text = "" }

    @Test("answering twice is refused")
    func twice() async throws {
        let log = try await conversation(
            #"""
            next; respond 1; echo "first $STATUS $ANSWER"
            respond 2; echo "second $STATUS $ANSWER"; echo done; next; sleep 60
            """#)
        #expect(log.contains(#"first 202 {"status":"OK"}"#))
        #expect(
            log.contains(
                #"second 403 {"errorMessage":"State transition from RuntimeResponseSentState to InvocationResponse failed "#
                    + #"for runtime. Error: State transition is not allowed","errorType":"InvalidStateTransition"}"#))
    }

    @Test("a wrong id, an unknown path, a wrong response mode, init/error too late")
    func refusals() async throws {
        let log = try await conversation(
            #"""
            next
            post /invocation/00000000-0000-0000-0000-000000000000/response 1; echo "id $STATUS $ANSWER"
            post /init/error '{}'; echo "init $STATUS $ANSWER"
            post /elsewhere '{}'; echo "path $STATUS"
            post "/invocation/$ID/response" 1 $'Lambda-Runtime-Function-Response-Mode: sideways\r\n'; echo "mode $STATUS $ANSWER"
            echo done; next; sleep 60
            """#)
        #expect(log.contains(#"id 400 {"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}"#))
        #expect(
            log.contains(
                #"init 403 {"errorMessage":"State transition from Running to InitError failed for runtime. Error: State "#
                    + #"transition is not allowed","errorType":"InvalidStateTransition"}"#))
        #expect(log.contains("path 404"))
        #expect(
            log.contains(
                #"mode 400 {"errorMessage":"Invalid function response mode","errorType":"InvalidFunctionResponseMode"}"#
            ))
    }

    @Test("an answer to an invocation that is over is refused by its id")
    func late() async throws {
        let log = try await conversation(
            #"""
            next; FIRST=$ID; respond 1
            next; SECOND=$ID; ID=$FIRST; respond 3; echo "late $STATUS $ANSWER"
            ID=$SECOND; respond 4; echo done; next; sleep 60
            """#, invocations: 2)
        #expect(log.contains(#"late 400 {"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}"#))
    }

    @Test(
        "the type of an error, as the platform's log calls it",
        arguments: [
            ("Runtime.NoSuchHandler", "Runtime.NoSuchHandler"), ("Function.BadInput", "Function.BadInput"),
            ("xRuntime.Abc9", "Runtime.Abc"), ("Function.lower", "Function.Unknown"), ("Sandbox", "Runtime.Unknown"),
            (nil, "Runtime.Unknown"),
        ])
    func platformType(sent: String?, expected: String) {
        #expect(ErrorReport.platformType(sent: sent) == expected)
    }

    @Test("an X-Ray cause is kept from the caller")
    func cause() {
        func payload(_ body: String) -> String {
            let headers: HTTPHeaders = ["Content-Type": "application/vnd.aws.lambda.error.cause+json"]
            let request = HTTPRequest(method: .POST, target: "/", headers: headers, body: .init(string: body))
            return String(buffer: ErrorReport.payload(of: request))
        }
        #expect(
            payload(#"{"errorMessage":"m","errorCause":{"paths":[]},"errorType":"T"}"#)
                == #"{"errorMessage":"m","errorType":"T"}"#)
        #expect(payload("not json") == #""Invalid error body""#)
    }
}
