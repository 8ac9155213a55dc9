import Cloud
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import Emulator

@Suite("Who may knock")
struct DoorGuardTests {
    @Test(
        "hosts that mean this machine pass, others do not",
        arguments: [
            ("localhost", true), ("localhost:4566", true), ("LOCALHOST", true), ("api.localhost:3000", true),
            ("127.0.0.1:80", true), ("127.1.2.3", true), ("[::1]:4566", true), ("x.localhost.localstack.cloud", true),
            ("abc.execute-api.eu-west-1.amazonaws.com", true), ("mine.test", true),
            ("evil.example", false), ("localhost.evil.example", false), ("127.0.0.1.evil.example", false),
            ("evilamazonaws.com", false), ("10.0.0.1", false), ("", false), ("127.0.0.256", false),
        ])
    func hosts(host: String, passes: Bool) {
        let door = DoorGuard(allowedHosts: ["Mine.test"])
        #expect((door.refusal(host: host, headers: [:]) == nil) == passes)
    }

    @Test(
        "web pages of other sites do not",
        arguments: [
            (["Origin": "http://localhost:5173"], true), (["Origin": "https://evil.example"], false),
            (["Origin": "null"], false), (["Origin": "https://bucket.s3.amazonaws.com"], false),
            (["Sec-Fetch-Site": "cross-site"], false), (["Sec-Fetch-Site": "same-origin"], true),
            (["Sec-Fetch-Site": "none"], true), ([:], true),
        ] as [([String: String], Bool)])
    func pages(headers: [String: String], passes: Bool) {
        let headers = HTTPHeaders(headers.map { ($0.key, $0.value) })
        #expect((DoorGuard().refusal(host: "localhost", headers: headers) == nil) == passes)
    }

    @Test("at a real port")
    func atThePort() async throws {
        try await EmulatorHarness.run([]) { harness in
            let foreign = try await harness.call("GET", "/_understudy/health", ["Origin": "https://evil.example"])
            #expect(foreign.status == 403)
            #expect(try await harness.call("GET", "/_understudy/health").status == 200)
        }
    }
}

@Suite("What the platform writes")
struct PlatformLinesTests {
    @Test("REPORT in its variants, with tabs where AWS has them")
    func report() {
        var report = Report(
            requestID: "id", duration: .microseconds(1_234), memorySizeMB: 128, maxMemoryUsedMB: 64, status: .success)
        #expect(
            report.line
                == "REPORT RequestId: id\tDuration: 1.23 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\t\n"
        )
        report.duration = .microseconds(1_248_310)
        report.initDuration = .microseconds(293_050)
        report.status = .error(type: "Runtime.ExitError")
        #expect(
            report.line
                == "REPORT RequestId: id\tDuration: 1248.31 ms\tBilled Duration: 1542 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\tInit Duration: 293.05 ms\tStatus: error\tError Type: Runtime.ExitError\n"
        )
    }

    @Test(
        "durations that were billed on AWS",
        arguments: [(600_000_000, 476_750, 600_477), (3_000_000, 0, 3_000), (1, 0, 1)])
    func billed(microseconds: Int64, initMicroseconds: Int64, expected: Int) {
        let report = Report(
            requestID: "", duration: .microseconds(microseconds), memorySizeMB: 128, maxMemoryUsedMB: 1,
            initDuration: .microseconds(initMicroseconds), status: .success)
        #expect(report.billedMilliseconds == expected)
    }

    @Test("a timeout's line")
    func timeout() {
        #expect(
            PlatformLine.fault(.timedOut(seconds: 3), requestID: "id", epochMilliseconds: 1_767_323_045_678).text
                == "2026-01-02T03:04:05.678Z id Task timed out after 3.00 seconds\n\n")
    }

    @Test("output is cut into lines however it arrives")
    func lines() {
        var log = EnvironmentLog()
        log.beginInvocation(keepingTail: true)
        #expect(log.append(ByteBuffer(string: "a")) == nil)
        #expect(log.append(ByteBuffer(string: "b\nc\nd")) == ByteBuffer(string: "ab\nc\n"))
        #expect(log.flush() == ByteBuffer(string: "d\n"))
        #expect(log.flush() == nil)
        #expect(
            log.tail(ending: .start(requestID: "x", version: "1"))
                == ByteBuffer(string: "ab\nc\ndSTART RequestId: x Version: 1\n"))
        #expect(log.append(ByteBuffer(repeating: 0x78, count: EnvironmentLog.lineLimitBytes + 1)) != nil)
    }
}

@Suite("Small parts")
struct PartsTests {
    @Test("the environment is that of AWS, and own variables give way to reserved ones")
    func variables() {
        let function = FunctionVersion(
            name: "f", memorySizeMB: 256, environment: ["OWN": "1", "TZ": "Europe/Amsterdam", "_HANDLER": "mine"],
            code: .folder(path: "/code"))
        let list = EnvironmentVariables.list(
            for: function, runtimeAPI: "127.0.0.1:9001", code: CodeFolder(path: "/code"), logStream: "stream")
        #expect(
            list == [
                "AWS_ACCESS_KEY_ID=ASIAUNDERSTUDYEXAMPLE", "AWS_DEFAULT_REGION=eu-west-1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=256", "AWS_LAMBDA_FUNCTION_NAME=f",
                "AWS_LAMBDA_FUNCTION_VERSION=$LATEST", "AWS_LAMBDA_INITIALIZATION_TYPE=on-demand",
                "AWS_LAMBDA_LOG_GROUP_NAME=/aws/lambda/f", "AWS_LAMBDA_LOG_STREAM_NAME=stream",
                "AWS_LAMBDA_RUNTIME_API=127.0.0.1:9001", "AWS_REGION=eu-west-1", "AWS_SECRET_ACCESS_KEY=understudy",
                "AWS_SESSION_TOKEN=understudy", "AWS_XRAY_CONTEXT_MISSING=LOG_ERROR",
                "AWS_XRAY_DAEMON_ADDRESS=169.254.100.1:2000", "LAMBDA_RUNTIME_DIR=/var/runtime",
                "LAMBDA_TASK_ROOT=/code", "LANG=en_US.UTF-8",
                "LD_LIBRARY_PATH=/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/code:/code/lib:/opt/lib",
                "OWN=1", "PATH=/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin", "TZ=Europe/Amsterdam",
                "_AWS_XRAY_DAEMON_ADDRESS=169.254.100.1", "_AWS_XRAY_DAEMON_PORT=2000", "_HANDLER=bootstrap",
            ])
    }

    @Test("logging as JSON is told to the function")
    func jsonLogging() {
        let function = FunctionVersion(
            name: "f", logging: .init(format: .json, applicationLevel: "DEBUG"), code: .folder(path: "/code"))
        let list = EnvironmentVariables.list(
            for: function, runtimeAPI: "", code: CodeFolder(path: "/code"), logStream: "")
        #expect(list.contains("AWS_LAMBDA_LOG_FORMAT=JSON") && list.contains("AWS_LAMBDA_LOG_LEVEL=DEBUG"))
    }

    @Test(
        "how a process ended",
        arguments: [
            ("started 5\npeak 1500\nexited 0\n", ProcessEnd.exited(status: 0), 1_536_000),
            ("started 5\npeak 1024\nsignaled 9\n", .signaled(number: 9), 1_048_576),
            ("failed exec 2\nstarted 5\npeak 1024\nexited 127\n", .notStarted(step: "exec", errno: 2), 1_048_576),
            ("started 5\n", .signaled(number: 9), nil), ("", .signaled(number: 9), nil),
            ("x\n\nexited\n", .signaled(number: 9), nil),
        ] as [(String, ProcessEnd, Int?)])
    func processReport(text: String, end: ProcessEnd, peakBytes: Int?) {
        let report = ProcessReport(text)
        #expect(report.end == end)
        #expect(report.peakBytes == peakBytes)
    }

    @Test("request ids are UUIDs of version 4")
    func requestID() {
        #expect(RequestID.text(high: .max, low: .max) == "ffffffff-ffff-4fff-bfff-ffffffffffff")
        #expect(RequestID.text(high: 0, low: 0) == "00000000-0000-4000-8000-000000000000")
        #expect(RequestID.generate() != RequestID.generate())
    }

    @Test("a caller's trace goes on; nonsense starts a new one")
    func trace() {
        let sent = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1"
        #expect(TraceHeader(continuing: sent).text == sent)
        let form = /Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0/
        for nonsense in [nil, "", "Root=x", "Root=1-2-3\r\nX: y", "=;=;"] {
            #expect(TraceHeader(continuing: nonsense).text.wholeMatch(of: form) != nil)
        }
    }

    @Test(
        "who signed a request",
        arguments: [
            (
                "AWS4-HMAC-SHA256 Credential=AKID/20261123/us-east-1/lambda/aws4_request, SignedHeaders=host",
                "000000000000"
            ),
            (
                "AWS4-HMAC-SHA256 Credential=111122223333/20261123/us-east-1/lambda/aws4_request,SignedHeaders=host",
                "111122223333"
            ),
        ])
    func credentialScope(authorization: String, account: String) throws {
        let request = HTTPRequest(method: .GET, target: "/", headers: ["Authorization": authorization])
        let scope = try #require(CredentialScope(request))
        #expect(scope.service == "lambda")
        #expect(scope.scope(defaults: Scope()) == Scope(account: account, region: "us-east-1"))
    }

    @Test(
        "unsigned and malformed requests have no scope", arguments: ["", "Bearer x", "AWS4-HMAC-SHA256 Credential=a/b"])
    func noCredentialScope(authorization: String) {
        #expect(
            CredentialScope(HTTPRequest(method: .GET, target: "/", headers: ["Authorization": authorization])) == nil)
        #expect(CredentialScope(HTTPRequest(method: .GET, target: "/?a=b")) == nil)
    }

    @Test("the free environment that worked last is taken first; the oldest retire")
    func pool() {
        final class Member {}
        var pool = EnvironmentPool<Member>()
        let members = [Member(), Member(), Member()]
        members.forEach { pool.add($0) }
        #expect(pool.takeFree() == nil)
        members.forEach { pool.putBack($0) }
        #expect(pool.takeFree() === members[2])
        #expect(pool.oldestFree() === members[0])
        #expect(pool.takeFree { $0 === members[0] }.count == 1)
        pool.remove(members[1])
        #expect(pool.count == 2 && pool.freeCount == 0)
    }

    @Test("the listener of a port is found among the kernel's sockets")
    func portHolder() {
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:11D6 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0
               1: 0100007F:11D6 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 100 0 0 10 0
            """.split(separator: "\n").map(String.init)
        #expect(PortHolder.listeningInodes(in: table, port: 4566) == ["4711"])
        #expect(PortHolder.listeningInodes(in: table, port: 4567) == [])
    }
}

@Suite("Answers on the wire")
struct WireTests {
    @Test(
        "status line, headers, length, and a body only where there may be one",
        arguments: [
            (HTTPResponseStatus.ok, true, false, "HTTP/1.1 200 OK\r\nX-A: b\r\nDate: D\r\nContent-Length: 2\r\n\r\nhi"),
            (.ok, true, true, "HTTP/1.1 200 OK\r\nX-A: b\r\nDate: D\r\nContent-Length: 2\r\n\r\n"),
            (.noContent, true, false, "HTTP/1.1 204 No Content\r\nX-A: b\r\nDate: D\r\n\r\n"),
            (
                .notFound, false, false,
                "HTTP/1.1 404 Not Found\r\nX-A: b\r\nDate: D\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi"
            ),
        ])
    func text(status: HTTPResponseStatus, keepAlive: Bool, isHead: Bool, expected: String) throws {
        let answer = HTTPAnswer(status: status, headers: ["X-A": "b"], body: ByteBuffer(string: "hi"))
        var buffer = ByteBuffer()
        answer.write(into: &buffer, keepAlive: keepAlive, isHead: isHead)
        #expect(String(buffer: buffer).replacing(/Date: [^\r]*/, with: "Date: D") == expected)
    }

    @Test("dates are those of RFC 9110")
    func date() {
        #expect(HTTPDate.text(epochSeconds: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    }
}

@Suite("A connection")
struct HTTPDoorTests {
    /// A door that answers `/now` with the request's body at once, and keeps every other request until told.
    private final class Desk {
        var waiting: [Reply] = []
        let channel = EmbeddedChannel()

        init(bodyLimitBytes: Int = 10) throws {
            let policy = HTTPDoor.Policy(bodyLimitBytes: bodyLimitBytes) { _ in .message(.payloadTooLarge, "large") }
            try channel.pipeline.syncOperations.addHandlers([
                ByteToMessageHandler(HTTPRequestDecoder()),
                HTTPDoor(policy: policy) { request, reply in
                    if request.path == "/now" {
                        reply(HTTPAnswer(status: .ok, body: request.body))
                    } else {
                        self.waiting.append(reply)
                    }
                },
            ])
        }

        func send(_ text: String) throws { try channel.writeInbound(ByteBuffer(string: text)) }

        /// The bodies and status codes that came back since the last look.
        func received() throws -> [String] {
            var answers: [String] = []
            while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
                let text = String(buffer: buffer)
                answers.append("\(text.prefix(12).suffix(3)) \(text.split(separator: "\r\n\r\n").dropFirst().joined())")
            }
            return answers
        }
    }

    @Test("requests that were sent ahead are answered one after the other, in order")
    func pipelining() throws {
        let desk = try Desk()
        try desk.send("POST /now HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n1")
        try desk.send(
            "GET /later HTTP/1.1\r\nHost: localhost\r\n\r\nPOST /now HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n3"
        )
        #expect(try desk.received() == ["200 1"])
        #expect(desk.waiting.count == 1)
        desk.waiting[0](HTTPAnswer(status: .ok, body: ByteBuffer(string: "2")))
        #expect(try desk.received() == ["200 2", "200 3"])
        desk.waiting[0](HTTPAnswer(status: .ok, body: ByteBuffer(string: "again")))
        #expect(try desk.received() == [], "a second answer to the same request is dropped")
    }

    @Test("a hundred requests at once neither recurse nor get lost")
    func manyAhead() throws {
        let desk = try Desk()
        try desk.send(
            String(
                repeating: "POST /now HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx", count: 100))
        #expect(try desk.received().count == 100)
    }

    @Test("a body over the limit is read to its end and refused; the connection lives on")
    func tooLarge() throws {
        let desk = try Desk()
        try desk.send("POST /now HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n\r\n12345678901")
        try desk.send("POST /now HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n1234567890")
        #expect(try desk.received() == [#"413 {"message":"large"}"#, "200 1234567890"])
    }

    @Test("what is not HTTP gets a 400", arguments: ["NONSENSE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n"])
    func notHTTP(text: String) throws {
        let desk = try Desk()
        try? desk.send(text)
        #expect(try desk.received().first?.hasPrefix("400 ") == true)
    }

    @Test("a client that waits for leave to send its body gets it")
    func expectContinue() throws {
        let desk = try Desk()
        try desk.send("POST /now HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n")
        #expect(try desk.received() == ["100 "])
        try desk.send("1")
        #expect(try desk.received() == ["200 1"])
    }

    @Test("foreign hosts are refused before anything is asked of a service")
    func foreignHost() throws {
        let desk = try Desk()
        try desk.send("GET /later HTTP/1.1\r\nHost: evil.example\r\n\r\n")
        #expect(try desk.received().first?.hasPrefix("403 ") == true)
        #expect(desk.waiting.isEmpty)
    }
}
