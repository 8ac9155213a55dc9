import AWSAPI
import Cloud
import ControlPlane

/// Answers before the environments are started: clients ask until Status is READY.
struct PutProvisionedConcurrencyConfig: Operation {
    static let name = "PutProvisionedConcurrencyConfig"
    static let binding: HTTPBinding? = HTTPBinding(
        "PUT", "/2019-09-30/functions/{FunctionName}/provisioned-concurrency", status: 202,
        query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name)
        let qualifier = try ProvisionedConcurrencyStatus.qualifier(target)
        let count = try input.integer("ProvisionedConcurrentExecutions")
        var requirements = Requirements()
        requirements.number(count, "provisionedConcurrentExecutions", 1...Int.max, isRequired: true)
        try requirements.check()
        let function = try await lambda.change(
            target, .provisionConcurrency(count, qualifier: qualifier), .now(call.time))
        guard let provisioned = function.provisionedConcurrency[qualifier] else {
            throw ProvisionedConcurrencyStatus.notFound
        }
        return Output(ProvisionedConcurrencyStatus.begun(provisioned))
    }
}
