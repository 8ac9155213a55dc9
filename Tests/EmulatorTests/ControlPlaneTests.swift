import Cloud
import Foundation
import JSON
import NIOCore
import Testing

@testable import Emulator

/// What the control plane says of a function, as requests meet it.
@Suite struct ControlPlaneTests {
    private let scope = Scope()

    /// A cloud with these functions, changed by commands.
    private func cloud(_ functions: [BashFunction], _ commands: Command...) throws -> Cloud {
        var cloud = Cloud()
        for function in functions { try cloud.apply(.createFunction(function.version)) }
        for command in commands { try cloud.apply(command) }
        return cloud
    }

    private func change(_ name: String, _ change: FunctionChange) -> Command {
        .change(FunctionReference(name: name), scope: scope, change, Stamp(time: 1, revisionID: "r"))
    }

    // MARK: Reserved concurrency

    @Test("reserved concurrency is the most that runs at a time, and 0 lets nothing through")
    func reserved() async throws {
        let function = try BashFunction("while true; do next; held; respond 1; done", timeoutSeconds: 60)
        try await EmulatorHarness.run([]) { harness in
            try await harness.emulator.publish(try cloud([function], change("bash", .reserveConcurrency(1))))
            async let first = harness.invoke("bash")
            #expect(try await harness.eventually { harness.log.contains("held") })
            let second = try await harness.invoke("bash")
            try function.release()
            #expect(second.status == 429)
            #expect(second.json?["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded")
            #expect(second.json?["message"] == "Rate Exceeded.")
            #expect(second.headers["x-amzn-errortype"] == "TooManyRequestsException")
            #expect(try await first.status == 200)
            #expect(try await harness.invoke("bash").status == 200)
            try await harness.emulator.publish(try cloud([function], change("bash", .reserveConcurrency(0))))
            #expect(try await harness.invoke("bash").status == 429)
        }
    }

    // MARK: Provisioned concurrency

    private func state(
        _ harness: EmulatorHarness, _ cloud: Cloud, until isReached: (ProvisionedState) -> Bool
    ) async throws -> ProvisionedState {
        let revision = try #require(cloud.function(named: "bash", in: scope)?.versions.first?.revision)
        var state = await harness.emulator.provisionedState(revision: revision)
        for _ in 0..<500 where !isReached(state) {
            try await Task.sleep(for: .milliseconds(10))
            state = await harness.emulator.provisionedState(revision: revision)
        }
        return state
    }

    @Test("provisioned environments are ready before anybody asks, know it, and are not retired")
    func provisioned() async throws {
        let function = try BashFunction(#"serve echo "\"$AWS_LAMBDA_INITIALIZATION_TYPE\"""#)
        try await EmulatorHarness.run([], configure: { $0.limits.idle = .milliseconds(100) }) { harness in
            let cloud = try cloud(
                [function], change("bash", .publish()), change("bash", .provisionConcurrency(2, qualifier: "1")))
            try await harness.emulator.publish(cloud)
            #expect(
                try await state(harness, cloud) { $0.ready == 2 } == ProvisionedState(ready: 2, hasFailed: false))
            try await Task.sleep(for: .milliseconds(300))
            #expect(try await state(harness, cloud) { _ in true }.ready == 2)
            #expect(try await harness.invoke("bash:1").body == "\"provisioned-concurrency\"")
            #expect(try await harness.invoke("bash").body == "\"on-demand\"")
        }
    }

    @Test("a provisioned environment whose process has ended is started anew")
    func provisionedAgain() async throws {
        let function = try BashFunction(#"next; respond 1; exit 1"#)
        try await EmulatorHarness.run([]) { harness in
            let cloud = try cloud(
                [function], change("bash", .publish()), change("bash", .provisionConcurrency(1, qualifier: "1")))
            try await harness.emulator.publish(cloud)
            for _ in 0..<3 {
                #expect(try await state(harness, cloud) { $0.ready == 1 }.ready == 1)
                #expect(try await harness.invoke("bash:1").status == 200)
            }
        }
    }

    @Test("a provisioned version that cannot start says so, and is not tried over and over")
    func provisionedFailure() async throws {
        let function = try BashFunction("exit 3")
        try await EmulatorHarness.run([]) { harness in
            let cloud = try cloud(
                [function], change("bash", .publish()), change("bash", .provisionConcurrency(1, qualifier: "1")))
            try await harness.emulator.publish(cloud)
            #expect(
                try await state(harness, cloud) { $0.hasFailed } == ProvisionedState(ready: 0, hasFailed: true))
            try await Task.sleep(for: .milliseconds(200))
            #expect(harness.log.ranges(of: "INIT_REPORT").count == 1)
        }
    }

    // MARK: Asynchronous events

    private let fast: (inout Emulator.Configuration) -> Void = {
        $0.asynchronous.retryDelays = [.milliseconds(10), .milliseconds(20)]
    }

    @Test("an event's success and failure are told to the functions that are named for it")
    func destinations() async throws {
        let works = try BashFunction("serve echo '{\"n\":1}'", name: "works")
        let fails = try BashFunction(
            #"while true; do next; post "/invocation/$ID/error" '{"errorMessage":"no"}'; done"#, name: "fails")
        let told = try BashFunction(#"while true; do next; echo "told $EVENT"; respond 1; done"#, name: "told")
        let arn = scope.functionARN("told")
        try await EmulatorHarness.run([], configure: fast) { harness in
            try await harness.emulator.publish(
                try cloud(
                    [works, fails, told],
                    change("works", .putEventInvokeConfig(EventInvokeConfig(onSuccess: arn), qualifier: nil)),
                    change(
                        "fails",
                        .putEventInvokeConfig(
                            EventInvokeConfig(maximumRetryAttempts: 1, onFailure: arn), qualifier: nil))))
            let event = ["X-Amz-Invocation-Type": "Event"]
            let id = try await harness.invoke("works", "[1]", headers: event).headers["x-amzn-requestid"] ?? ""
            #expect(try await harness.eventually { harness.log.contains("told ") })
            let success = try record(harness.log)
            #expect(success["version"] == "1.0")
            #expect(
                success["requestContext"]
                    == [
                        "requestId": .string(id), "functionArn": .string(scope.functionARN("works") + ":$LATEST"),
                        "condition": "Success", "approximateInvokeCount": 1,
                    ])
            #expect(success["requestPayload"] == [1])
            #expect(success["responseContext"] == ["statusCode": 200, "executedVersion": "$LATEST"])
            #expect(success["responsePayload"] == ["n": 1])

            _ = try await harness.invoke("fails", "{}", headers: event)
            #expect(try await harness.eventually { harness.log.contains("RetriesExhausted") })
            let failure = try record(harness.log)
            #expect(failure["requestContext"]?["approximateInvokeCount"] == 2)
            #expect(failure["responseContext"]?["functionError"] == "Unhandled")
            #expect(failure["responsePayload"] == ["errorMessage": "no"])
        }
    }

    /// The last event that `told` has written.
    private func record(_ log: String) throws -> JSON {
        let line = try #require(log.split(separator: "\n").last { $0.hasPrefix("told ") })
        return try JSON(parsing: String(line.dropFirst(5)))
    }

    @Test("functions that are each other's destination do not run for ever")
    func loop() async throws {
        let one = try BashFunction(#"while true; do next; echo ran; respond 1; done"#, name: "one")
        let two = try BashFunction(#"while true; do next; echo ran; respond 1; done"#, name: "two")
        try await EmulatorHarness.run([]) { harness in
            func tells(_ name: String, _ other: String) -> Command {
                change(
                    name,
                    .putEventInvokeConfig(EventInvokeConfig(onSuccess: scope.functionARN(other)), qualifier: nil))
            }
            try await harness.emulator.publish(try cloud([one, two], tells("one", "two"), tells("two", "one")))
            _ = try await harness.invoke("one", "1", headers: ["X-Amz-Invocation-Type": "Event"])
            #expect(try await harness.eventually { harness.warned.contains { $0.contains("in a loop") } })
            #expect(harness.log.ranges(of: "ran\n").count == 17)
        }
    }

    // MARK: Function URLs

    private func url(_ authType: FunctionURL.AuthType = .none, cors: FunctionURL.CORS? = nil) -> FunctionChange {
        .createURL(
            FunctionURL(id: "abc", authType: authType, cors: cors, created: 1, lastModified: 1), qualifier: nil)
    }

    @Test("a function URL answers by host and by path, with AWS's event")
    func functionURL() async throws {
        let function = try BashFunction(#"while true; do next; respond "$EVENT"; done"#)
        try await EmulatorHarness.run([]) { harness in
            try await harness.emulator.publish(try cloud([function], change("bash", url())))
            for (path, headers) in [
                ("/a%2Fb?x=1&x=2", ["Host": "abc.lambda-url.eu-west-1.localhost:4566"]),
                ("/_aws/lambda-url/abc/a%2Fb?x=1&x=2", [:]),
            ] {
                let answer = try await harness.call("GET", path, headers)
                #expect(answer.status == 200)
                #expect(answer.headers["content-type"] == "application/json")
                let event = try #require(answer.json)
                #expect(event["version"] == "2.0")
                #expect(event["routeKey"] == "$default")
                #expect(event["rawPath"] == "/a%2Fb")
                #expect(event["queryStringParameters"] == ["x": "1,2"])
                #expect(event["requestContext"]?["accountId"] == "anonymous")
                #expect(event["requestContext"]?["apiId"] == "abc")
                #expect(event["requestContext"]?["stage"] == "$default")
                #expect(event["requestContext"]?["requestId"]?.stringValue == answer.headers["x-amzn-requestid"])
                #expect(event["headers"]?["x-amzn-tls-version"] != nil)
                #expect(event["body"] == nil)
            }
            let unknown = try await harness.call("GET", "/_aws/lambda-url/none/")
            #expect(unknown.status == 403)
            #expect(unknown.body == #"{"Message":null}"#)
            #expect(unknown.headers["x-amzn-errortype"] == "AccessDeniedException")
        }
    }

    @Test(
        "a function URL makes an answer of what the function says",
        arguments: [
            ("hello", 200, "hello"), (#"{"a":1}"#, 200, #"{"a":1}"#), ("3", 200, "3"),
            (#"{"statusCode":201,"body":"made"}"#, 201, "made"),
            (#"{"statusCode":"no"}"#, 502, "Internal Server Error"),
        ])
    func urlAnswers(_ output: String, _ status: Int, _ body: String) async throws {
        let json = output == "hello" ? "\"hello\"" : output
        let function = try BashFunction("serve echo '\(json)'")
        try await EmulatorHarness.run([]) { harness in
            try await harness.emulator.publish(try cloud([function], change("bash", url())))
            let answer = try await harness.call("POST", "/_aws/lambda-url/abc/", [:], Data("x".utf8))
            #expect(answer.status == status)
            #expect(answer.body.trimmingCharacters(in: .newlines) == body)
            #expect(answer.headers["content-type"] == "application/json")
        }
    }

    @Test("CORS settings answer the browser's question, and are added to answers")
    func cors() async throws {
        let function = try BashFunction("serve echo 1")
        var cors = FunctionURL.CORS()
        cors.allowOrigins = ["http://localhost:3000"]
        cors.allowMethods = ["GET"]
        cors.maxAge = 60
        try await EmulatorHarness.run([]) { harness in
            try await harness.emulator.publish(try cloud([function], change("bash", url(cors: cors))))
            let asked = try await harness.call(
                "OPTIONS", "/_aws/lambda-url/abc/",
                ["Origin": "http://localhost:3000", "Access-Control-Request-Method": "GET"])
            #expect(asked.status == 200)
            #expect(asked.headers["access-control-allow-origin"] == "http://localhost:3000")
            #expect(asked.headers["access-control-allow-methods"] == "GET")
            #expect(asked.headers["access-control-max-age"] == "60")
            let got = try await harness.call("GET", "/_aws/lambda-url/abc/", ["Origin": "http://localhost:3000"])
            #expect(got.headers["access-control-allow-origin"] == "http://localhost:3000")
            let other = try await harness.call("GET", "/_aws/lambda-url/abc/", ["Origin": "http://localhost:9"])
            #expect(other.headers["access-control-allow-origin"] == nil)
        }
    }
}
