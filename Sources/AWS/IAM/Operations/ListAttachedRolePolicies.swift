import AWSAPI
import Cloud
import JSON

struct ListAttachedRolePolicies: Operation {
    static let name = "ListAttachedRolePolicies"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let role = try await registry.account(call.scope.account).role(try input.roleName())
        let prefix = try input.string("PathPrefix") ?? "/"
        let policies = role.attached.filter { $0.drop { $0 != "/" }.hasPrefix(prefix) }
        return try Page(policies, input).output("AttachedPolicies") { arn in
            ["PolicyName": .string(arn.split(separator: "/").last.map(String.init) ?? arn), "PolicyArn": .string(arn)]
        }
    }
}
