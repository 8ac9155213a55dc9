import AWSAPI
import Cloud
import ControlPlane
import JSON

/// Kept and given back; loops are not detected here.
struct PutFunctionRecursionConfig: Operation {
    static let name = "PutFunctionRecursionConfig"
    static let binding: HTTPBinding? = HTTPBinding("PUT", "/2024-08-31/functions/{FunctionName}/recursion-config")
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name).unqualified()
        let value = try input.string("RecursiveLoop")
        var requirements = Requirements()
        requirements.text(value, "recursiveLoop", oneOf: ["Allow", "Terminate"], isRequired: true)
        try requirements.check()
        let function = try await lambda.change(target, .detectRecursion(value ?? "Terminate"), .now(call.time))
        return Output(["RecursiveLoop": .string(function.recursiveLoop ?? "Terminate")])
    }
}
