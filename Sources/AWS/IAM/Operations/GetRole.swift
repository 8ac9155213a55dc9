import AWSAPI
import Cloud
import JSON

struct GetRole: Operation {
    static let name = "GetRole"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let role = try await registry.account(call.scope.account).role(try input.roleName())
        return Output(["Role": .object(role.detail)])
    }
}
