import Cloud
import Foundation
import JSON
import NIOCore
import Testing

@testable import Emulator

@Suite("Invoking functions in real processes")
struct InvokeTests {
    @Test("an answer comes back as it is, with the headers of Invoke")
    func answer() async throws {
        let function = try BashFunction(#"serve echo '{"got":1}'"#)
        try await EmulatorHarness.run([function.version]) { harness in
            let answer = try await harness.invoke("bash", #"{"a":1}"#)
            #expect(answer.status == 200)
            #expect(answer.body == #"{"got":1}"#)
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.headers["x-amz-executed-version"] == "$LATEST")
            #expect(answer.headers["x-amz-function-error"] == nil)
            #expect(answer.headers["x-amz-log-result"] == nil)
            #expect(
                answer.headers["x-amzn-requestid"]?.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil)
        }
    }

    @Test("the function sees event, request id, ARN and a deadline")
    func event() async throws {
        let function = try BashFunction(
            #"""
            next
            respond "{\"event\":$EVENT,\"id\":\"$ID\",\"arn\":\"$ARN\",\"left\":$((DEADLINE - $(date +%s%3N)))}"
            next
            """#, timeoutSeconds: 7)
        try await EmulatorHarness.run([function.version]) { harness in
            let arn = "arn:aws:lambda:eu-west-1:000000000000:function:bash:$LATEST"
            let answer = try await harness.invoke(arn.replacing("$", with: "%24"), #"{"a":[1,2]}"#)
            let json = try #require(answer.json)
            #expect(json["event"]?.text == #"{"a":[1,2]}"#)
            #expect(json["id"]?.stringValue == answer.headers["x-amzn-requestid"])
            #expect(json["arn"]?.stringValue == arn)
            let left = try #require(json["left"]?.intValue)
            #expect((1...7_000).contains(left))
        }
    }

    @Test("an empty event is delivered as an empty object")
    func emptyEvent() async throws {
        let function = try BashFunction(#"next; respond "$EVENT"; next"#)
        try await EmulatorHarness.run([function.version]) { harness in
            let answer = try await harness.invoke("bash", "")
            #expect(answer.body == "{}")
        }
    }

    @Test("the log's tail has START, the function's lines, END and REPORT in AWS's form")
    func tail() async throws {
        let function = try BashFunction(#"while true; do next; echo "one"; echo "two" >&2; respond 1; done"#)
        try await EmulatorHarness.run([function.version]) { harness in
            let first = try await harness.invoke("bash", headers: ["X-Amz-Log-Type": "Tail"])
            let id = try #require(first.headers["x-amzn-requestid"])
            let tail = try #require(first.tail)
            let form = try Regex(
                #"START RequestId: \#(id) Version: \$LATEST\none\ntwo\nEND RequestId: \#(id)\n"#
                    + #"REPORT RequestId: \#(id)\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\t"#
                    + #"Memory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: \d+\.\d\d ms\t\n"#)
            #expect(tail.wholeMatch(of: form) != nil, "\(tail)")
            let second = try await harness.invoke("bash", headers: ["X-Amz-Log-Type": "Tail"])
            #expect(second.tail?.contains("Init Duration") == false)
        }
    }

    @Test("a long log is cut to its last 4 KB")
    func longTail() async throws {
        let function = try BashFunction(#"next; for i in {1..2000}; do echo "line $i"; done; respond 1; next"#)
        try await EmulatorHarness.run([function.version]) { harness in
            let tail = try #require(try await harness.invoke("bash", headers: ["X-Amz-Log-Type": "Tail"]).tail)
            #expect(tail.utf8.count == 4_096)
            #expect(tail.contains("line 2000\nEND"))
            #expect(!tail.contains("START"))
        }
    }

    @Test("a warm environment is used again, and one that is busy never shared")
    func reuse() async throws {
        let function = try BashFunction(
            #"N=0; while true; do next; N=$((N + 1)); [ $EVENT = 1 ] && held; respond "[$$,$N]"; done"#,
            timeoutSeconds: 60)
        try await EmulatorHarness.run([function.version]) { harness in
            let first = try await harness.invoke("bash").json
            let second = try await harness.invoke("bash").json
            #expect(first?[0] == second?[0])
            #expect(second?[1]?.intValue == 2)

            let pids = try await withThrowingTaskGroup(of: JSON?.self) { group in
                for _ in 0..<5 { group.addTask { try await harness.invoke("bash", "1").json?[0] } }
                #expect(try await harness.eventually { harness.log.ranges(of: "held\n").count == 5 })
                try function.release()
                return try await group.reduce(into: Set<JSON?>()) { $0.insert($1) }
            }
            #expect(pids.count == 5)
        }
    }

    @Test(
        "how a process ends is told in AWS's words",
        arguments: [
            ("next; exit 0", "Runtime exited without providing a reason"),
            ("next; exit 1", "Runtime exited with error: exit status 1"),
            ("next; exit 137", "Runtime exited with error: exit status 137"),
            ("next; kill -SEGV $$", "Runtime exited with error: signal: segmentation fault"),
            ("next; kill -KILL $$", "Runtime exited with error: signal: killed"),
            ("exit 3", "Runtime exited with error: exit status 3"),
        ])
    func exits(script: String, reason: String) async throws {
        let function = try BashFunction(script)
        try await EmulatorHarness.run([function.version]) { harness in
            let answer = try await harness.invoke("bash", headers: ["X-Amz-Log-Type": "Tail"])
            let id = try #require(answer.headers["x-amzn-requestid"])
            #expect(answer.status == 200)
            #expect(answer.headers["x-amz-function-error"] == "Unhandled")
            #expect(
                answer.body
                    == #"{"errorType":"Runtime.ExitError","errorMessage":"RequestId: \#(id) Error: \#(reason)"}"#)
            let tail = try #require(answer.tail)
            #expect(tail.contains("RequestId: \(id) Error: \(reason)\nRuntime.ExitError\nEND RequestId: \(id)\n"))
            #expect(tail.hasSuffix("Status: error\tError Type: Runtime.ExitError\n"), "\(tail)")
        }
    }

    @Test("a function that crashed runs again at the next invocation, in a new process of the same environment")
    func afterCrash() async throws {
        let function = try BashFunction(
            #"next; [ "$EVENT" = '"die"' ] && exit 1; respond "\"$AWS_LAMBDA_LOG_STREAM_NAME\""; next; respond 2"#)
        try await EmulatorHarness.run([function.version]) { harness in
            #expect(try await harness.invoke("bash", #""die""#).headers["x-amz-function-error"] == "Unhandled")
            let second = try await harness.invoke("bash", "1", headers: ["X-Amz-Log-Type": "Tail"])
            #expect(second.headers["x-amz-function-error"] == nil)
            #expect(second.tail?.contains("Init Duration") == false, "a suppressed init is not reported")
        }
    }

    @Test("a failing init is tried twice, and the log says so as on AWS")
    func initFails() async throws {
        let function = try BashFunction("echo up; exit 1")
        try await EmulatorHarness.run([function.version]) { harness in
            let id = try #require(try await harness.invoke("bash").headers["x-amzn-requestid"])
            let form = try Regex(
                #"up\nINIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: error\tError Type: Runtime\.ExitError\n"#
                    + #"up\nINIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: invoke\tStatus: error\tError Type: Runtime\.ExitError\n"#
                    + #"START RequestId: \#(id) Version: \$LATEST\nRequestId: \#(id) Error: Runtime exited with error: "#
                    + #"exit status 1\nRuntime\.ExitError\nEND RequestId: \#(id)\nREPORT RequestId: \#(id)\t.*"#
                    + #"Status: error\tError Type: Runtime\.ExitError\n"#)
            #expect(harness.log.wholeMatch(of: form) != nil, "\(harness.log)")
        }
    }

    @Test("what init/error says is what the caller gets")
    func initError() async throws {
        let function = try BashFunction(
            #"""
            post /init/error '{"errorMessage":"no disk","errorType":"Setup"}' $'Lambda-Runtime-Function-Error-Type: Function.NoDisk\r\n'
            exit 1
            """#)
        try await EmulatorHarness.run([function.version]) { harness in
            let answer = try await harness.invoke("bash")
            #expect(answer.body == #"{"errorMessage":"no disk","errorType":"Setup"}"#)
            #expect(answer.headers["x-amz-function-error"] == "Unhandled")
            #expect(harness.log.contains("Phase: invoke\tStatus: error\tError Type: Function.NoDisk\n"))
        }
    }

    @Test("a handler's error reaches the caller as it is")
    func handlerError() async throws {
        let function = try BashFunction(
            #"next; post "/invocation/$ID/error" '{"errorMessage":"m","errorType":"T","stackTrace":["s"]}'; next"#)
        try await EmulatorHarness.run([function.version]) { harness in
            let answer = try await harness.invoke("bash", headers: ["X-Amz-Log-Type": "Tail"])
            #expect(answer.status == 200)
            #expect(answer.headers["x-amz-function-error"] == "Unhandled")
            #expect(answer.body == #"{"errorMessage":"m","errorType":"T","stackTrace":["s"]}"#)
            #expect(answer.tail?.contains("Status:") == false)
        }
    }

    @Test("a function that takes too long is stopped at its limit, and can be invoked again")
    func timeout() async throws {
        let function = try BashFunction(
            #"next; [ "$EVENT" = 1 ] && sleep 60; respond "$EVENT"; next"#, timeoutSeconds: 1)
        try await EmulatorHarness.run([function.version]) { harness in
            let answer = try await harness.invoke("bash", "1", headers: ["X-Amz-Log-Type": "Tail"])
            let id = try #require(answer.headers["x-amzn-requestid"])
            #expect(
                answer.body
                    == #"{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: \#(id) Error: Task timed out after 1.00 seconds"}"#
            )
            let form = try Regex(
                #"(?s).*\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \#(id) Task timed out after 1\.00 seconds\n\nEND RequestId: \#(id)\n"#
                    + #"REPORT RequestId: \#(id)\tDuration: 1000\.00 ms\tBilled Duration: 1\d{3} ms\t.*Status: timeout\n"#
            )
            #expect(answer.tail?.wholeMatch(of: form) != nil, "\(answer.tail ?? "")")
            #expect(try await harness.invoke("bash", "2").body == "2")
        }
    }

    @Test("nothing that a function started outlives its environment")
    func noOrphans() async throws {
        let mark = "understudy-orphan-\(UUID().uuidString)"
        let function = try BashFunction(
            #"next; setsid bash -c "exec -a \#(mark) sleep 300" & disown; sleep 0.3; respond 1; next; sleep 300"#)
        try await EmulatorHarness.run([function.version]) { harness in
            let answer = try await harness.invoke("bash")
            #expect(answer.body == "1")
            #expect(Self.processes(named: mark) == 1)
        }
        #expect(Self.processes(named: mark) == 0)
    }

    private static func processes(named mark: String) -> Int {
        let pids = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return pids.count { (SmallFile.read("/proc/\($0)/cmdline") ?? "").hasPrefix(mark) }
    }

    @Test("an Event is accepted at once and runs")
    func asynchronous() async throws {
        let function = try BashFunction(#"while true; do next; echo "ran $EVENT"; respond 1; done"#)
        try await EmulatorHarness.run([function.version]) { harness in
            let answer = try await harness.invoke("bash", "42", headers: ["X-Amz-Invocation-Type": "Event"])
            #expect(answer.status == 202)
            #expect(answer.body == "")
            #expect(answer.headers["x-amz-executed-version"] == nil)
            #expect(try await harness.eventually { harness.log.contains("ran 42") })
        }
    }

    @Test("an Event whose function fails is tried three times, under one request id")
    func retries() async throws {
        let function = try BashFunction(#"while true; do next; post "/invocation/$ID/error" '{}'; done"#)
        let configure: (inout Emulator.Configuration) -> Void = {
            $0.asynchronous.retryDelays = [.milliseconds(10), .milliseconds(20)]
        }
        try await EmulatorHarness.run([function.version], configure: configure) { harness in
            let answer = try await harness.invoke("bash", "1", headers: ["X-Amz-Invocation-Type": "Event"])
            let id = try #require(answer.headers["x-amzn-requestid"])
            #expect(try await harness.eventually { !harness.warned.isEmpty })
            #expect(harness.log.ranges(of: "START RequestId: \(id) ").count == 3)
            #expect(
                harness.warned == [
                    "The asynchronous event \(id) for bash is dropped after 3 tries: it failed each time."
                ])
        }
    }

    @Test("an environment without work is retired, and nothing of it is left")
    func retirement() async throws {
        let function = try BashFunction("serve echo 1")
        try await EmulatorHarness.run([function.version], configure: { $0.limits.idle = .milliseconds(100) }) {
            harness in
            _ = try await harness.invoke("bash")
            var environments = 1
            for _ in 0..<500 where environments > 0 {
                try await Task.sleep(for: .milliseconds(10))
                environments =
                    try await harness.call("GET", "/_understudy/health").json?["environments"]?.intValue ?? -1
            }
            #expect(environments == 0)
        }
    }

    @Test("a changed function runs afresh, an unchanged one keeps its environment")
    func changed() async throws {
        let kept = try BashFunction("serve echo $$", name: "kept")
        let changing = try BashFunction("serve echo $$", name: "changing")
        try await EmulatorHarness.run([kept.version, changing.version]) { harness in
            let before = (try await harness.invoke("kept").body, try await harness.invoke("changing").body)
            var bigger = changing.version
            bigger.memorySizeMB = 256
            try await harness.publish([kept.version, bigger])
            let after = (try await harness.invoke("kept").body, try await harness.invoke("changing").body)
            #expect(before.0 == after.0)
            #expect(before.1 != after.1)
            try await harness.publish([])
            #expect(try await harness.invoke("kept").status == 404)
        }
    }

    @Test("a DryRun checks and runs nothing")
    func dryRun() async throws {
        let function = try BashFunction("echo ran; next")
        try await EmulatorHarness.run([function.version]) { harness in
            let answer = try await harness.invoke("bash", headers: ["X-Amz-Invocation-Type": "DryRun"])
            #expect(answer.status == 204)
            #expect(answer.body == "")
            #expect(harness.log == "")
        }
    }

    @Test("over the concurrency limit callers get AWS's 429")
    func throttled() async throws {
        let function = try BashFunction("next; held; respond 1; next", timeoutSeconds: 60)
        try await EmulatorHarness.run([function.version], configure: { $0.limits.concurrency = 1 }) { harness in
            async let first = harness.invoke("bash")
            #expect(try await harness.eventually { harness.log.contains("held") })
            let second = try await harness.invoke("bash")
            try function.release()
            #expect(second.status == 429)
            #expect(second.headers["x-amzn-errortype"] == "TooManyRequestsException")
            #expect(
                second.body
                    == #"{"Reason":"ConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}"#)
            #expect(try await first.status == 200)
        }
    }

    @Test("at the emulator's end nothing is started any more: not what waits for its code, nor what comes later")
    func shutDown() async throws {
        let busy = try BashFunction("serve sleep 30", name: "busy", timeoutSeconds: 60)
        let cold = try BashFunction("serve echo 1", name: "cold")
        try await EmulatorHarness.run([busy.version, cold.version]) { harness in
            async let running = harness.invoke("busy")
            #expect(try await harness.eventually { harness.log.contains("START") })
            let plane = harness.emulator.dataPlane
            let (waiting, later) = try await harness.emulator.loop.flatSubmit {
                let dispatcher = plane.value.dispatcher
                let version = plane.value.cloud.functions.first { $0.latest.name == "cold" }?.latest ?? cold.version
                func invoke() -> EventLoopFuture<Invocation.Outcome> {
                    let outcome = dispatcher.loop.makePromise(of: Invocation.Outcome.self)
                    let request = Invocation.Request(
                        function: version, invokedARN: "", payload: ByteBuffer(string: "{}"))
                    dispatcher.invoke(request, completion: { outcome.succeed($0.outcome) })
                    return outcome.futureResult
                }
                let waiting = invoke()
                let end = dispatcher.shutDown()
                return waiting.and(invoke()).flatMap { outcomes in end.map { outcomes } }
            }.get()
            #expect(waiting == .shuttingDown)
            #expect(later == .shuttingDown)
            #expect(try await running.status == 500)
            #expect(harness.log.split(separator: "\n").count { $0.hasPrefix("START") } == 1)
        }
    }
}
