import AWSAPI
import Cloud
import JSON

struct ListPolicyVersions: Operation {
    static let name = "ListPolicyVersions"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let policy = try await registry.account(call.scope.account).policy(try input.policyARN())
        return try Page(policy.versions.reversed(), input).output("Versions") {
            policy.json(of: $0, withDocument: false)
        }
    }
}
