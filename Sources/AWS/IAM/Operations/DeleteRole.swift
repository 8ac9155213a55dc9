import AWSAPI
import Cloud
import JSON

struct DeleteRole: Operation {
    static let name = "DeleteRole"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        try await registry.remove(role: try input.roleName(), in: call.scope.account)
        return Output()
    }
}
