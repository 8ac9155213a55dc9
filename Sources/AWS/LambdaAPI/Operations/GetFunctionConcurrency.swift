import AWSAPI
import Cloud

/// Answers an empty object where nothing is reserved.
struct GetFunctionConcurrency: Operation {
    static let name = "GetFunctionConcurrency"
    static let binding: HTTPBinding? = HTTPBinding("GET", "/2019-09-30/functions/{FunctionName}/concurrency")
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let function = try await lambda.function(try Target(input, call, Self.name).unqualified())
        return Output(.members(["ReservedConcurrentExecutions": function.reservedConcurrency.map { .integer($0) }]))
    }
}
