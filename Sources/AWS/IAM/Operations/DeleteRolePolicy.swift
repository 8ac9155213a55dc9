import AWSAPI
import Cloud
import JSON

struct DeleteRolePolicy: Operation {
    static let name = "DeleteRolePolicy"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (name, policy) = (try input.roleName(), try input.policyName())
        try await registry.change(role: name, in: call.scope.account) { role, _ throws(AWSError) in
            guard role.inline.removeValue(forKey: policy) != nil else { throw .noSuchInlinePolicy(policy) }
        }
        return Output()
    }
}
