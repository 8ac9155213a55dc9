import AWSAPI
import Cloud
import JSON

struct PutRolePolicy: Operation {
    static let name = "PutRolePolicy"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (name, policy) = (try input.roleName(), try input.policyName())
        let document = try input.document("PolicyDocument")
        try PolicyDocument.checkPermissions(document)
        try await registry.change(role: name, in: call.scope.account) { role, _ throws(AWSError) in
            role.inline[policy] = document
            guard role.inline.values.reduce(0, { $0 + PolicyDocument.size($1) }) <= IAMLimits.inlineCharacters else {
                throw .limit("Maximum policy size of \(IAMLimits.inlineCharacters) bytes exceeded for role \(name)")
            }
        }
        return Output()
    }
}
