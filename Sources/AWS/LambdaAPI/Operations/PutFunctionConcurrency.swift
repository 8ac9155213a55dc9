import AWSAPI
import Cloud
import ControlPlane

struct PutFunctionConcurrency: Operation {
    static let name = "PutFunctionConcurrency"
    static let binding: HTTPBinding? = HTTPBinding("PUT", "/2017-10-31/functions/{FunctionName}/concurrency")
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name).unqualified()
        let count = try input.integer("ReservedConcurrentExecutions")
        var requirements = Requirements()
        requirements.number(count, "reservedConcurrentExecutions", 0...Int.max, isRequired: true)
        try requirements.check()
        let function = try await lambda.change(target, .reserveConcurrency(count), .now(call.time))
        return Output(.members(["ReservedConcurrentExecutions": function.reservedConcurrency.map { .integer($0) }]))
    }
}
