import AWSAPI
import Cloud
import JSON

struct GetRuntimeManagementConfig: Operation {
    static let name = "GetRuntimeManagementConfig"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2021-07-20/functions/{FunctionName}/runtime-management-config", query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name, as: .invocation)
        let function = try await lambda.function(target)
        _ = try target.version(of: function)
        return Output(Self.json(function, target))
    }

    static func json(_ function: Function, _ target: Target) -> JSON {
        let management = function.runtimeManagement[target.qualifier ?? "$LATEST"]
        return .members([
            "FunctionArn": .string(function.scope.functionARN(function.name, qualifier: target.qualifier ?? "$LATEST")),
            "UpdateRuntimeOn": .string(management?.updateOn ?? "Auto"),
            "RuntimeVersionArn": management?.runtimeVersionARN.map(JSON.string),
        ])
    }
}
