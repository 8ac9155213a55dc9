import AWSAPI
import Cloud
import JSON

struct GetRolePolicy: Operation {
    static let name = "GetRolePolicy"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (name, policy) = (try input.roleName(), try input.policyName())
        guard let document = try await registry.account(call.scope.account).role(name).inline[policy] else {
            throw .noSuchInlinePolicy(policy)
        }
        return Output([
            "RoleName": .string(name), "PolicyName": .string(policy),
            "PolicyDocument": .string(PolicyDocument.encoded(document)),
        ])
    }
}
