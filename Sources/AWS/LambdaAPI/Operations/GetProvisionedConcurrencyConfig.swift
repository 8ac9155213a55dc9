import AWSAPI
import Cloud
import JSON

struct GetProvisionedConcurrencyConfig: Operation {
    static let name = "GetProvisionedConcurrencyConfig"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2019-09-30/functions/{FunctionName}/provisioned-concurrency", query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name)
        let qualifier = try ProvisionedConcurrencyStatus.qualifier(target)
        guard qualifier != "$LATEST" else {
            throw AWSError(
                CloudError(
                    .invalidParameterValue, "The function resource provided must be an alias or a published version."))
        }
        let function = try await lambda.function(target)
        try ProvisionedConcurrencyStatus.check(qualifier, of: function)
        let status = try await ProvisionedConcurrencyStatus(of: function, qualifier: qualifier, lambda)
        return Output(.object(status.members))
    }
}
