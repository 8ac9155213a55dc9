import LambdaRuntime
import Synchronization
import Testing

@Suite("The invocation loop")
struct InvocationLoopTests {
    @Test("answers events in order, and runs the after-hook between answer and next event")
    func order() {
        let api = ScriptedRuntimeAPI(events: ["1", "2"])
        #expect(api.run(bracket) == 1)
        #expect(
            api.history == [
                "next", "flush", "response [1]", "after id-0", "next", "flush", "response [2]", "after id-1",
            ])
        #expect(api.requests[1].path == "/2018-06-01/runtime/invocation/id-0/response")
        #expect(api.requests[1].errorType == nil)
    }

    @Test("reports a handler's error and goes on")
    func handlerError() {
        let api = ScriptedRuntimeAPI(events: ["1", "2"])
        _ = api.run { invocation throws(FunctionError) in
            if invocation.payload == [0x31] {
                throw FunctionError(type: "Function.Odd", message: "\"1\" is odd")
            }
            return invocation.payload
        }
        #expect(
            api.history.filter { $0.hasPrefix("error") || $0.hasPrefix("response") } == [
                #"error {"errorMessage":"\"1\" is odd","errorType":"Function.Odd","stackTrace":[]}"#, "response 2",
            ])
        #expect(api.requests[1].errorType == "Function.Odd")
        #expect(api.requests[1].path == "/2018-06-01/runtime/invocation/id-0/error")
    }

    @Test("reports an error of the start and ends", arguments: [202, 403, 500])
    func initError(status: Int) {
        let api = ScriptedRuntimeAPI(events: ["1"])
        api.statuses["error"] = status
        let code = api.run(initialize: { () throws(FunctionError) in
            throw FunctionError(type: "Function.NoTable", message: "no table")
        })
        #expect(code == 1)
        #expect(api.history == [#"error {"errorMessage":"no table","errorType":"Function.NoTable","stackTrace":[]}"#])
        #expect(api.requests[0].path == "/2018-06-01/runtime/init/error")
        #expect(api.requests[0].errorType == "Function.NoTable")
    }

    @Test("goes on when the answer is too large or no longer wanted", arguments: [400, 403, 410, 413])
    func unwantedAnswers(status: Int) {
        let api = ScriptedRuntimeAPI(events: ["1", "2"])
        api.statuses["response"] = status
        let lines = Mutex<[String]>([])
        let log = Log(format: .text, level: .info) { line in
            lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
        }
        #expect(api.run(log: log, initialize: { bracket }) == 1)
        #expect(api.history.count { $0.hasPrefix("response") } == 2)
        #expect(lines.withLock { $0 }.count { $0.contains("\(status)") || $0.contains("too large") } == 2)
    }

    @Test("ends when the platform has failed", arguments: [("response", 500), ("response", 302), ("error", 500)])
    func platformFault(call: String, status: Int) {
        let api = ScriptedRuntimeAPI(events: ["1", "2"])
        api.statuses[call] = status
        let code = api.run { invocation throws(FunctionError) in
            if call == "error" { throw FunctionError(type: "Function.Any", message: "any") }
            return invocation.payload
        }
        #expect(code == 1)
        #expect(api.history.count { $0 == "next" } == 1)
    }

    @Test("ends when next is refused", arguments: [403, 404, 500, 202])
    func nextRefused(status: Int) {
        let api = ScriptedRuntimeAPI(events: ["1"])
        api.statuses["next"] = status
        #expect(api.run(bracket) == 1)
        #expect(api.history.isEmpty)
    }

    @Test("survives one broken connection, whichever exchange it hits", arguments: 1...6)
    func breaksOnce(at step: Int) {
        let api = ScriptedRuntimeAPI(events: ["1", "2", "3"])
        api.breaks = { $0 == step }
        #expect(api.run(bracket) == 1)
        #expect(api.history.filter { $0.hasPrefix("response") } == ["response [1]", "response [2]", "response [3]"])
    }

    @Test("gives up after five attempts, whichever exchange breaks for good", arguments: 1...6)
    func breaksForGood(from step: Int) {
        let api = ScriptedRuntimeAPI(events: ["1", "2", "3"])
        api.breaks = { $0 >= step }
        let pauses = Recorder<Duration>()
        #expect(api.run(pause: { pauses.add($0) }, initialize: { bracket }) == 1)
        #expect(api.attempts == step + 4)
        #expect(pauses.elements == [10, 20, 40, 80].map { .milliseconds($0) })
    }

    @Test("passes the trace id on, and takes it away when an event has none")
    func traceID() {
        let api = ScriptedRuntimeAPI(events: ["1", "2"])
        api.headers = [[("Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793")]]
        let traces = Recorder<String?>()
        _ = api.run(trace: { traces.add($0) }, initialize: { bracket })
        #expect(traces.elements == ["Root=1-5759e988-bd862e3fe1be46a994272793", nil])
    }
}
