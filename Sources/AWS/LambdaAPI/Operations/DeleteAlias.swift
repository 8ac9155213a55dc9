import AWSAPI
import Cloud
import ControlPlane

/// Deletes an alias; one that does not exist is deleted just as well.
struct DeleteAlias: Operation {
    static let name = "DeleteAlias"
    static let binding: HTTPBinding? = HTTPBinding(
        "DELETE", "/2015-03-31/functions/{FunctionName}/aliases/{Name}", status: 204)
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name)
        let name = try input.string("Name") ?? ""
        _ = try await lambda.change(target, .deleteAlias(name), .now(call.time))
        return Output()
    }
}
