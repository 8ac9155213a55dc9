import AWSAPI
import Cloud
import JSON

struct ListPolicies: Operation {
    static let name = "ListPolicies"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let scope = try input.string("Scope")
        var violations = Violations()
        violations.choice(scope, at: "scope", ["All", "AWS", "Local"])
        try violations.check("ValidationError")
        let prefix = try input.string("PathPrefix") ?? "/"
        let onlyAttached = try input.boolean("OnlyAttached") ?? false
        let account = await registry.account(call.scope.account)
        // AWS's own are not known one by one.
        let policies = scope == "AWS" ? [] : account.policies.values.sorted { $0.name < $1.name }
        let wanted = policies.filter { policy in
            policy.path.hasPrefix(prefix) && (!onlyAttached || !account.attachments(of: policy.arn).isEmpty)
        }
        return try Page(wanted, input).output("Policies") { policy in
            .object(policy.summary(attachments: account.attachments(of: policy.arn).count))
        }
    }
}
