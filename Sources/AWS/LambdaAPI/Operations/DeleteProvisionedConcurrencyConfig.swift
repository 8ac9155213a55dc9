import AWSAPI
import Cloud
import ControlPlane

struct DeleteProvisionedConcurrencyConfig: Operation {
    static let name = "DeleteProvisionedConcurrencyConfig"
    static let binding: HTTPBinding? = HTTPBinding(
        "DELETE", "/2019-09-30/functions/{FunctionName}/provisioned-concurrency", status: 204,
        query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name)
        let qualifier = try ProvisionedConcurrencyStatus.qualifier(target)
        _ = try await lambda.change(
            target, .provisionConcurrency(nil, qualifier: qualifier), .now(call.time))
        return Output()
    }
}
