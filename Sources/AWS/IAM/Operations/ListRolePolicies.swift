import AWSAPI
import Cloud
import JSON

struct ListRolePolicies: Operation {
    static let name = "ListRolePolicies"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let role = try await registry.account(call.scope.account).role(try input.roleName())
        return try Page(role.inline.keys.sorted(), input).output("PolicyNames") { .string($0) }
    }
}
