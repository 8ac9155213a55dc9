import AWSAPI
import Cloud
import JSON

struct AttachRolePolicy: Operation {
    static let name = "AttachRolePolicy"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (name, arn) = (try input.roleName(), try input.policyARN())
        try await registry.change(role: name, in: call.scope.account) { role, account throws(AWSError) in
            try account.checkAttachable(arn)
            guard !role.attached.contains(arn) else { return }
            guard role.attached.count < IAMLimits.attachedPolicies else {
                throw .limit("Cannot exceed quota for PoliciesPerRole: \(IAMLimits.attachedPolicies)")
            }
            role.attached = (role.attached + [arn]).sorted()
        }
        return Output()
    }
}
