import AWSAPI
import Cloud
import ControlPlane

struct UpdateFunctionConfiguration: Operation {
    static let name = "UpdateFunctionConfiguration"
    static let binding: HTTPBinding? = HTTPBinding("PUT", "/2015-03-31/functions/{FunctionName}/configuration")
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name)
        let cloud = try await lambda.cloud()
        let sent = try SentConfiguration(input, Requirements(), lambda, cloud, call.scope)
        let change = FunctionChange.configure(sent.update, ifRevision: try input.string("RevisionId"))
        let function = try await lambda.change(target, change, .now(call.time))
        return Output(FunctionConfiguration(version: function.latest, moment: .updating).json)
    }
}
