import AWSAPI
import Cloud
import JSON

struct CreatePolicyVersion: Operation {
    static let name = "CreatePolicyVersion"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let arn = try input.policyARN()
        let document = try input.permissions()
        let isDefault = try input.boolean("SetAsDefault") ?? false
        let created = call.time / 1000 * 1000
        let policy = try await registry.change(policy: arn, in: call.scope.account) { policy throws(AWSError) in
            guard policy.versions.count < IAMLimits.policyVersions else {
                throw .limit(
                    "A managed policy can have up to 5 versions. Before you create a new version, you must delete an "
                        + "existing version.")
            }
            policy.lastNumber += 1
            policy.versions.append(.init(number: policy.lastNumber, document: document, created: created))
            if isDefault { policy.defaultNumber = policy.lastNumber }
            policy.updated = created
        }
        let version = ManagedPolicy.Version(number: policy.lastNumber, document: document, created: created)
        return Output(["PolicyVersion": policy.json(of: version, withDocument: false)])
    }
}
