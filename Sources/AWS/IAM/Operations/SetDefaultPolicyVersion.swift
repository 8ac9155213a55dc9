import AWSAPI
import Cloud
import JSON

struct SetDefaultPolicyVersion: Operation {
    static let name = "SetDefaultPolicyVersion"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (arn, id) = (try input.policyARN(), try input.versionID())
        let time = call.time / 1000 * 1000
        try await registry.change(policy: arn, in: call.scope.account) { policy throws(AWSError) in
            guard let version = policy.version(id) else { throw .noSuchVersion(arn, id) }
            policy.defaultNumber = version.number
            policy.updated = time
        }
        return Output()
    }
}
