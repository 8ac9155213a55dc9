import AWSAPI
import Cloud
import ControlPlane

struct PutFunctionEventInvokeConfig: Operation {
    static let name = "PutFunctionEventInvokeConfig"
    static let binding: HTTPBinding? = HTTPBinding(
        "PUT", "/2019-09-25/functions/{FunctionName}/event-invoke-config", query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name)
        let config = try SentEventInvokeConfig.read(input)
        _ = try await SentEventInvokeConfig.function(target, lambda)
        let function = try await lambda.change(
            target, .putEventInvokeConfig(config, qualifier: target.qualifier), .now(call.time))
        return try SentEventInvokeConfig.output(function, target)
    }
}
