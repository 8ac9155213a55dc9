import AWSAPI
import Cloud
import ControlPlane

struct DeleteFunctionUrlConfig: Operation {
    static let name = "DeleteFunctionUrlConfig"
    static let binding: HTTPBinding? = HTTPBinding(
        "DELETE", "/2021-10-31/functions/{FunctionName}/url", status: 204, query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try SentURL.target(input, call, Self.name)
        _ = try await GetFunctionUrlConfig.function(target, lambda)
        _ = try await lambda.change(target, .deleteURL(qualifier: target.qualifier), .now(call.time))
        return Output()
    }
}
