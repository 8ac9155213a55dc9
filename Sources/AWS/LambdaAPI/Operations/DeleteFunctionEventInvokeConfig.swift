import AWSAPI
import Cloud
import ControlPlane

struct DeleteFunctionEventInvokeConfig: Operation {
    static let name = "DeleteFunctionEventInvokeConfig"
    static let binding: HTTPBinding? = HTTPBinding(
        "DELETE", "/2019-09-25/functions/{FunctionName}/event-invoke-config", status: 204,
        query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name)
        _ = try await SentEventInvokeConfig.function(target, lambda)
        _ = try await lambda.change(
            target, .deleteEventInvokeConfig(qualifier: target.qualifier), .now(call.time))
        return Output()
    }
}
