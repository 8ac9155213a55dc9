import AWSAPI
import Cloud
import JSON

/// There are no instances here, and so no profiles.
struct ListInstanceProfilesForRole: Operation {
    static let name = "ListInstanceProfilesForRole"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        _ = try await registry.account(call.scope.account).role(try input.roleName())
        return Output(["InstanceProfiles": [], "IsTruncated": false])
    }
}
