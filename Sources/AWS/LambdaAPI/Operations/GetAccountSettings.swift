import AWSAPI
import Cloud
import JSON

/// Lambda's default quotas, and what the account uses of them in the region.
struct GetAccountSettings: Operation {
    static let name = "GetAccountSettings"
    static let binding: HTTPBinding? = HTTPBinding("GET", "/2016-08-19/account-settings")
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let cloud = try await lambda.cloud()
        let functions = cloud.functions(in: call.scope)
        let codeBytes = functions.flatMap { [$0.latest] + $0.versions }.reduce(0) { $0 + $1.details.codeSizeBytes }
        let layerBytes = cloud.layers(in: call.scope).flatMap(\.layer.versions).reduce(0) { $0 + $1.codeSizeBytes }
        return Output([
            "AccountLimit": [
                "TotalCodeSize": 80_530_636_800, "CodeSizeUnzipped": 262_144_000, "CodeSizeZipped": 52_428_800,
                "ConcurrentExecutions": .integer(FunctionLimits.accountConcurrency),
                "UnreservedConcurrentExecutions": .integer(cloud.unreservedConcurrency(in: call.scope)),
            ],
            "AccountUsage": [
                "TotalCodeSize": .integer(codeBytes + layerBytes), "FunctionCount": .integer(functions.count),
            ],
        ])
    }
}
