import AWSAPI
import Cloud
import JSON

struct DetachRolePolicy: Operation {
    static let name = "DetachRolePolicy"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (name, arn) = (try input.roleName(), try input.policyARN())
        try await registry.change(role: name, in: call.scope.account) { role, _ throws(AWSError) in
            guard let index = role.attached.firstIndex(of: arn) else { throw .noSuchPolicy(arn) }
            role.attached.remove(at: index)
        }
        return Output()
    }
}
