import AWSAPI
import Cloud
import JSON

struct GetFunctionRecursionConfig: Operation {
    static let name = "GetFunctionRecursionConfig"
    static let binding: HTTPBinding? = HTTPBinding("GET", "/2024-08-31/functions/{FunctionName}/recursion-config")
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let function = try await lambda.function(try Target(input, call, Self.name).unqualified())
        return Output(["RecursiveLoop": .string(function.recursiveLoop ?? "Terminate")])
    }
}
