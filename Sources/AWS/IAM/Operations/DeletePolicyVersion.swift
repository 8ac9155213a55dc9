import AWSAPI
import Cloud
import JSON

struct DeletePolicyVersion: Operation {
    static let name = "DeletePolicyVersion"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (arn, id) = (try input.policyARN(), try input.versionID())
        try await registry.change(policy: arn, in: call.scope.account) { policy throws(AWSError) in
            guard let version = policy.version(id) else { throw .noSuchVersion(arn, id) }
            guard version.number != policy.defaultNumber else {
                throw .conflict("Cannot delete the default version of a policy.")
            }
            policy.versions.removeAll { $0.number == version.number }
        }
        return Output()
    }
}
