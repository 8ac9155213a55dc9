import AWSAPI
import Cloud
import ControlPlane

struct UpdateFunctionUrlConfig: Operation {
    static let name = "UpdateFunctionUrlConfig"
    static let binding: HTTPBinding? = HTTPBinding(
        "PUT", "/2021-10-31/functions/{FunctionName}/url", query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try SentURL.target(input, call, Self.name)
        let update = try SentURL.read(input, isNew: false)
        _ = try await GetFunctionUrlConfig.function(target, lambda)
        let function = try await lambda.change(
            target, .updateURL(update, qualifier: target.qualifier), .now(call.time))
        return try GetFunctionUrlConfig.output(function, target, call)
    }
}
