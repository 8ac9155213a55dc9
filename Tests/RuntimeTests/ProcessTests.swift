import Foundation
import Testing

/// The probe (Tests/RuntimeProbe) as Lambda would start it: a process of its own before a Runtime API on loopback.
@Suite("A function as a process")
struct ProcessTests {
    struct Probe {
        let process = Process()
        let output = Pipe()
        let errors = Pipe()

        init(endpoint: String?, _ variables: [String: String] = [:]) throws {
            let folder = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            process.executableURL = URL(fileURLWithPath: folder).deletingLastPathComponent()
                .appendingPathComponent("runtime-probe")
            process.environment = variables
            process.environment?["AWS_LAMBDA_RUNTIME_API"] = endpoint
            process.standardOutput = output
            process.standardError = errors
            try process.run()
        }

        /// Waits for the end, which is reached by the caller's doing.
        func end() throws -> (status: Int32, output: String, errors: String) {
            let text = try output.fileHandleForReading.readToEnd() ?? Data()
            let errorText = try errors.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
            return (status, String(decoding: text, as: UTF8.self), String(decoding: errorText, as: UTF8.self))
        }
    }

    /// Serves these events, accepts every answer, and then leaves `next` waiting. SIGTERM ends the probe once it waits.
    func play(
        _ events: [(payload: String, headers: String)], _ variables: [String: String] = [:]
    ) throws -> (answers: [String], status: Int32, output: String, errors: String) {
        let server = try LoopbackServer { number, request in
            guard request.text.hasPrefix("GET") else { return .answer(202) }
            let index = number / 2
            return index < events.count
                ? .event("r-\(index)", events[index].payload, headers: events[index].headers) : .silence
        }
        defer { server.stop() }
        let probe = try Probe(endpoint: server.endpoint, variables)
        #expect(server.waits(forRequests: events.count * 2 + 1))
        probe.process.terminate()
        let end = try probe.end()
        let answers = server.requests.map(\.summary).filter { $0.hasPrefix("POST") }
        return (answers, end.status, end.output, end.errors)
    }

    @Test("SIGTERM ends it with status 0 while it waits for an event")
    func terminatedWhileWaiting() throws {
        let played = try play([])
        #expect(played.status == 0)
        #expect(played.output.isEmpty)
        #expect(played.errors.isEmpty)
    }

    @Test("events are answered, errors reported, and what was printed is not held back")
    func events() throws {
        let played = try play(
            [("[1]", ""), (#"{"do":"fail"}"#, ""), (#"{"do":"log"}"#, "")], ["AWS_LAMBDA_LOG_FORMAT": "JSON"])
        #expect(
            played.answers == [
                "POST /2018-06-01/runtime/invocation/r-0/response [1]",
                "POST /2018-06-01/runtime/invocation/r-1/error "
                    + #"{"errorMessage":"as \"wished\"","errorType":"Function.Wish","stackTrace":[]}"#,
                "POST /2018-06-01/runtime/invocation/r-2/response null",
            ])
        let timeless = { (text: String) in text.replacing(/"timestamp":"[-0-9T:.]+Z",/, with: "") }
        #expect(played.output == "printed without a flush\n")
        #expect(
            timeless(played.errors) == """
                {"level":"INFO","requestId":"r-0","message":"after the response"}
                {"level":"ERROR","requestId":"r-1","message":"Function.Wish: as \\"wished\\""}
                {"level":"INFO","requestId":"r-1","message":"after the response"}
                {"level":"WARN","requestId":"r-2","message":"two\\nlines"}
                {"level":"INFO","requestId":"r-2","message":"after the response"}

                """)
    }

    @Test("the trace id is in the environment during its invocation, and only then")
    func trace() throws {
        let event = #"{"do":"show context"}"#
        let deadline = "Lambda-Runtime-Deadline-Ms: \(UInt64(Date().timeIntervalSince1970 * 1000) + 60_000)\r\n"
        let played = try play([
            (event, "Lambda-Runtime-Trace-Id: Root=1;Sampled=0\r\n\(deadline)"),
            (event, "Lambda-Runtime-Trace-Id: Root=2\r\nLambda-Runtime-Deadline-Ms: 1000\r\n"), (event, ""),
            (event, "Lambda-Runtime-Trace-Id: Root=3\r\nLambda-Runtime-Invoked-Function-Arn: arn:x\r\n"),
        ])
        let path = "POST /2018-06-01/runtime/invocation"
        #expect(
            played.answers == [
                #"\#(path)/r-0/response {"id":"r-0","arn":"","trace":"Root=1;Sampled=0","hasTime":true}"#,
                #"\#(path)/r-1/response {"id":"r-1","arn":"","trace":"Root=2","hasTime":false}"#,
                #"\#(path)/r-2/response {"id":"r-2","arn":"","trace":null,"hasTime":true}"#,
                #"\#(path)/r-3/response {"id":"r-3","arn":"arn:x","trace":"Root=3","hasTime":true}"#,
            ])
    }

    @Test("a function that cannot start says so to the platform and ends with status 1")
    func initializationError() throws {
        let server = try LoopbackServer { _, _ in .answer(202) }
        defer { server.stop() }
        let end = try Probe(endpoint: server.endpoint, ["PROBE_REFUSES_TO_START": "1"]).end()
        #expect(end.status == 1)
        #expect(
            server.requests.map(\.summary) == [
                "POST /2018-06-01/runtime/init/error "
                    + #"{"errorMessage":"not today","errorType":"Function.NoStart","stackTrace":[]}"#
            ])
        #expect(end.errors.contains("The function could not start: Function.NoStart: not today"))
    }

    @Test("without a Runtime API it explains itself and ends with status 1")
    func withoutRuntimeAPI() throws {
        let end = try Probe(endpoint: nil).end()
        #expect(end.status == 1)
        #expect(end.errors.contains("AWS_LAMBDA_RUNTIME_API is not set"))
    }

    @Test("a Runtime API that fails, or goes away, ends it with status 1")
    func failures() throws {
        let failing = try LoopbackServer { _, _ in .answer(500) }
        defer { failing.stop() }
        #expect(try Probe(endpoint: failing.endpoint).end().status == 1)
        let absent = try LoopbackServer { _, _ in .hangUp }
        absent.stop()
        let end = try Probe(endpoint: absent.endpoint).end()
        #expect(end.status == 1)
        #expect(end.errors.contains(absent.endpoint))
    }
}
