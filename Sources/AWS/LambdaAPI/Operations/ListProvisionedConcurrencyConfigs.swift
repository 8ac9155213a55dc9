import AWSAPI
import Cloud
import JSON

struct ListProvisionedConcurrencyConfigs: Operation {
    static let name = "ListProvisionedConcurrencyConfigs"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2019-09-30/functions/{FunctionName}/provisioned-concurrency?List=ALL",
        query: ["Marker": "Marker", "MaxItems": "MaxItems"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let function = try await lambda.function(try Target(input, call, Self.name))
        var items: [(key: String, value: () -> JSON)] = []
        for qualifier in function.provisionedConcurrency.keys.sorted() {
            let status = try await ProvisionedConcurrencyStatus(of: function, qualifier: qualifier, lambda)
            let arn = JSON.Member("FunctionArn", .string(call.scope.functionARN(function.name, qualifier: qualifier)))
            items.append((key: qualifier, value: { .object([arn] + status.members) }))
        }
        return try Page(input, maximum: 50, of: items).output("ProvisionedConcurrencyConfigs")
    }
}
