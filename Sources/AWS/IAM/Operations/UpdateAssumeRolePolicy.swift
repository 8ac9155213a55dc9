import AWSAPI
import Cloud
import JSON

struct UpdateAssumeRolePolicy: Operation {
    static let name = "UpdateAssumeRolePolicy"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let name = try input.roleName()
        let trust = try input.trust("PolicyDocument")
        try await registry.change(role: name, in: call.scope.account) { role, _ in role.trust = trust }
        return Output()
    }
}
