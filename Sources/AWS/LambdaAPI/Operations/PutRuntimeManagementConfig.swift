import AWSAPI
import Cloud
import ControlPlane

/// Kept and given back; a custom runtime comes with its function, so there is nothing to update.
struct PutRuntimeManagementConfig: Operation {
    static let name = "PutRuntimeManagementConfig"
    static let binding: HTTPBinding? = HTTPBinding(
        "PUT", "/2021-07-20/functions/{FunctionName}/runtime-management-config", query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name, as: .invocation)
        let updateOn = try input.string("UpdateRuntimeOn")
        let arn = try input.string("RuntimeVersionArn")
        var requirements = Requirements()
        requirements.text(
            updateOn, "updateRuntimeOn", oneOf: ["Auto", "FunctionUpdate", "Manual"], isRequired: true)
        requirements.text(arn, "runtimeVersionArn", length: 26...2048)
        try requirements.check()
        guard updateOn != "Manual" || arn != nil else {
            throw AWSError(
                CloudError(
                    .invalidParameterValue,
                    "When you set UpdateRuntimeOn to Manual, RuntimeVersionArn must be a runtime version's ARN."))
        }
        let function = try await lambda.function(target)
        _ = try target.version(of: function)
        let management = RuntimeManagement(updateOn: updateOn ?? "Auto", runtimeVersionARN: arn)
        let changed = try await lambda.change(
            target, .manageRuntime(management, qualifier: target.qualifier), .now(call.time))
        return Output(GetRuntimeManagementConfig.json(changed, target))
    }
}
