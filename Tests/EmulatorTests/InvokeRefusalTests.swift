import Cloud
import Foundation
import JSON
import Testing

@testable import Emulator

@Suite("What Invoke refuses")
struct InvokeRefusalTests {
    private static let signature =
        "AWS4-HMAC-SHA256 Credential=test/20261123/us-east-1/lambda/aws4_request, "
        + "SignedHeaders=host, Signature=00"

    @Test("an unknown function")
    func unknown() async throws {
        try await EmulatorHarness.run([]) { harness in
            let answer = try await harness.invoke("nope")
            #expect(answer.status == 404)
            #expect(answer.headers["x-amzn-errortype"] == "ResourceNotFoundException")
            #expect(
                answer.body
                    == #"{"Type":"User","Message":"Function not found: arn:aws:lambda:eu-west-1:000000000000:function:nope:$LATEST"}"#
            )
        }
    }

    @Test("a function of another region, and the log says where it is")
    func region() async throws {
        let function = try BashFunction("serve echo 1")
        try await EmulatorHarness.run([function.version]) { harness in
            let byName = try await harness.invoke("bash", headers: ["Authorization": Self.signature])
            #expect(byName.status == 404)
            #expect(harness.warned == ["bash was asked for in us-east-1; it exists in eu-west-1."])
            let byARN = try await harness.invoke(
                "arn:aws:lambda:eu-west-1:000000000000:function:bash", headers: ["Authorization": Self.signature])
            #expect(
                byARN.json?["Message"]?.stringValue
                    == "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')")
        }
    }

    @Test("an event that is not JSON", arguments: ["hello", "{\"a\":", "{'a':1}", "1 2"])
    func notJSON(event: String) async throws {
        let function = try BashFunction("serve echo 1")
        try await EmulatorHarness.run([function.version]) { harness in
            let answer = try await harness.invoke("bash", event)
            #expect(answer.status == 400)
            #expect(answer.headers["x-amzn-errortype"] == "InvalidRequestContentException")
            let message = try #require(answer.json?["message"]?.stringValue)
            #expect(message.hasPrefix("Could not parse request body into json: Could not parse payload into json: "))
            #expect(message.contains("\n at [Source: REDACTED"))
        }
    }

    @Test("an event of 6 MB is taken, one byte more is not")
    func size() async throws {
        let function = try BashFunction("serve echo 1", timeoutSeconds: 20)
        try await EmulatorHarness.run([function.version]) { harness in
            let fitting = "\"" + String(repeating: "x", count: 6_291_456 - 2) + "\""
            #expect(try await harness.invoke("bash", fitting).status == 200)
            let answer = try await harness.invoke("bash", fitting + " ")
            #expect(answer.status == 413)
            #expect(answer.headers["x-amzn-errortype"] == "RequestEntityTooLargeException")
            #expect(
                answer.body
                    == #"{"Message":"Request must be smaller than 6291456 bytes for the InvokeFunction operation"}"#)
        }
    }

    @Test("an answer over 6,291,556 bytes: 413 for the runtime, an error for the caller, and the runtime goes on")
    func responseSize() async throws {
        let function = try BashFunction(
            #"""
            BIG=$(head -c 6291557 /dev/zero | tr '\0' x)
            next; respond "$BIG"; echo "status $STATUS"; next; respond '"fine"'; next
            """#, timeoutSeconds: 20)
        try await EmulatorHarness.run([function.version]) { harness in
            let answer = try await harness.invoke("bash")
            #expect(answer.headers["x-amz-function-error"] == "Unhandled")
            #expect(
                answer.body
                    == #"{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes)."}"#
            )
            // Bash needs a moment to come back to next; an invocation in between would get an environment of its own.
            #expect(try await harness.eventually { harness.log.contains("END") })
            let second = try await harness.invoke("bash")
            #expect(second.body == #""fine""#)
            #expect(harness.log.contains("status 413"))
        }
    }

    @Test(
        "names, types and contexts that make no sense",
        arguments: [
            ("bash", ["X-Amz-Invocation-Type": "Sometimes"], "", 400, "ValidationException"),
            ("b%20sh", [:], "", 400, "ValidationException"),
            ("bash:v1", [:], "?Qualifier=v2", 400, "InvalidParameterValueException"),
            ("bash:v1", [:], "", 404, "ResourceNotFoundException"),
            ("bash", ["X-Amz-Client-Context": "!!"], "", 400, "InvalidRequestContentException"),
            ("111111111111:function:bash", ["Authorization": signature], "", 403, "AccessDeniedException"),
        ])
    func refused(
        name: String, headers: [String: String], query: String, status: Int, error: String
    ) async throws {
        let function = try BashFunction("serve echo 1")
        try await EmulatorHarness.run([function.version]) { harness in
            let answer = try await harness.invoke(name, headers: headers, query: query)
            #expect(answer.status == status)
            #expect(answer.headers["x-amzn-errortype"] == error)
        }
    }

    @Test("an operation that is not emulated is named")
    func unknownOperation() async throws {
        try await EmulatorHarness.run([]) { harness in
            let answer = try await harness.call("PUT", "/2015-03-31/functions/f/code")
            #expect(answer.status == 404)
            #expect(answer.body.contains("Understudy does not emulate PUT /2015-03-31/functions/f/code"))
        }
    }
}
