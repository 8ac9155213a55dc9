import Foundation
import JSON
import Testing

@testable import Understudy

@Suite struct MeasuredInvocationTests {
    private func answer(
        _ body: String = "7", status: Int = 200, log: String? = Self.log(memorySizeMB: 512),
        headers: [String: String] = [:]
    ) -> EndpointClient.Answer {
        var headers = headers
        headers["x-amz-log-result"] = log.map { Data($0.utf8).base64EncodedString() }
        return EndpointClient.Answer(status: status, headers: headers, body: Data(body.utf8))
    }

    private static func log(memorySizeMB: Int) -> String {
        "REPORT RequestId: 3e6f\tDuration: 1.23 ms\tBilled Duration: 2 ms\tMemory Size: \(memorySizeMB) MB\t"
            + "Max Memory Used: 64 MB\t\n"
    }

    @Test("an answer has its REPORT and its body")
    func answered() throws {
        let invocation = try MeasuredInvocation(answer(), memorySizeMB: 512)
        #expect(invocation.report.durationMilliseconds == 1.23)
        #expect(invocation.answer == Array("7".utf8))
        #expect(invocation.failure == nil)
    }

    @Test(
        "a function error keeps its words",
        arguments: [
            (#"{"errorType": "NoNumber", "errorMessage": "Give a number."}"#, "NoNumber: Give a number"),
            (#"{"errorMessage": "Give a number."}"#, "Unhandled: Give a number"),
            (#"{"errorType": "NoNumber"}"#, "NoNumber"),
            ("null", "Unhandled"),
            ("out of cheese\n", "Unhandled: out of cheese"),
        ])
    func functionError(body: String, text: String) throws {
        let invocation = try MeasuredInvocation(
            answer(body, headers: ["x-amz-function-error": "Unhandled"]), memorySizeMB: 512)
        #expect(invocation.failure?.text == text)
    }

    @Test("a refused call is AWS's error")
    func refused() {
        let refusal = answer(
            #"{"Message": "Function not found"}"#, status: 404, log: nil,
            headers: ["x-amzn-errortype": "ResourceNotFoundException"])
        let error = #expect(throws: CommandFailure.self) { try MeasuredInvocation(refusal, memorySizeMB: 512) }
        #expect(error?.description == "ResourceNotFoundException: Function not found")
    }

    @Test("an emulator that ignores the size is found out")
    func ignoredSize() {
        let answer = answer(log: Self.log(memorySizeMB: 128))
        let error = #expect(throws: CommandFailure.self) { try MeasuredInvocation(answer, memorySizeMB: 512) }
        #expect(
            error?.description.hasPrefix("The emulator ran the function with 128 MB when asked for 512 MB.") == true)
    }

    @Test("an answer without a REPORT measures nothing", arguments: [nil, "", "END RequestId: 3e6f\n"])
    func unreported(log: String?) {
        let answer = answer(log: log)
        let error = #expect(throws: CommandFailure.self) { try MeasuredInvocation(answer, memorySizeMB: 512) }
        #expect(error?.description == "The log of an invocation at 512 MB has no whole REPORT line.")
    }
}

@Suite struct TunedFunctionTests {
    @Test("the emulator's description is read, with its sample event if there is one")
    func reading() throws {
        let plain = try TunedFunction(["name": "price", "memorySizeMB": 128, "architecture": "arm64"])
        #expect(plain.architecture == .arm64)
        #expect(plain.sampleEvent == nil)
        #expect(try TunedFunction(["name": "a", "architecture": "x86_64", "sampleEvent": nil]).sampleEvent == nil)
        #expect(try TunedFunction(["name": "a", "architecture": "x86_64", "sampleEvent": [1]]).sampleEvent == [1])
    }

    @Test("a description without what prices need is refused")
    func refusal() {
        #expect(throws: CommandFailure.self) { try TunedFunction(["name": "price"]) }
        #expect(throws: CommandFailure.self) { try TunedFunction(["name": "price", "architecture": "sparc"]) }
    }
}

@Suite struct ThrottleTests {
    @Test("without a throttle, or without a word about it, sizes cannot differ")
    func off() {
        #expect(Throttle(health: ["throttle": ["cpu": "off", "cores": 2]]).warning != nil)
        #expect(Throttle(health: ["status": "ok"]).warning != nil)
        #expect(Throttle(health: ["throttle": ["cpu": "signal", "cores": 2]]).warning == nil)
    }

    @Test("sizes with more CPU than the machine has are known")
    func tooLarge() {
        let throttle = Throttle(health: ["throttle": ["cpu": "cgroup2", "cores": 2]])
        #expect(throttle.tooLarge([128, 3_538, 3_539, 10_240]) == [3_539, 10_240])
        #expect(Throttle(health: ["throttle": ["cpu": "cgroup2"]]).tooLarge([10_240]).isEmpty)
    }
}
