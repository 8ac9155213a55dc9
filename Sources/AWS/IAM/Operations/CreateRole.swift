import AWSAPI
import Cloud
import JSON

struct CreateRole: Operation {
    static let name = "CreateRole"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let role = Role(
            name: try input.roleName(), id: UniqueID.make("AROA"), path: try input.path(),
            account: call.scope.account, created: call.time / 1000 * 1000,
            trust: try input.trust("AssumeRolePolicyDocument"), description: try input.description(),
            maxSessionSeconds: try input.maxSessionSeconds(),
            permissionsBoundary: try input.string("PermissionsBoundary"),
            tags: try Tagging.checked(Tagging.read(input)))
        try await registry.add(role)
        let tags = role.tags.isEmpty ? [] : [JSON.Member("Tags", role.tags.json)]
        return Output(["Role": .object(role.summary + tags)])
    }
}

extension Parameters {
    func trust(_ member: String) throws(AWSError) -> String {
        let text = try document(member)
        try PolicyDocument.checkTrust(text)
        guard PolicyDocument.size(text) <= IAMLimits.trustCharacters else {
            throw .limit("Cannot exceed quota for ACLSizePerRole: \(IAMLimits.trustCharacters)")
        }
        return text
    }

    func description() throws(AWSError) -> String? {
        let description = try string("Description")
        var violations = Violations()
        violations.length(description, at: "description", 0...1000)
        try violations.check("ValidationError")
        return description
    }

    func maxSessionSeconds() throws(AWSError) -> Int? {
        let seconds = try integer("MaxSessionDuration")
        var violations = Violations()
        violations.range(seconds, at: "maxSessionDuration", 3600...43_200)
        try violations.check("ValidationError")
        return seconds
    }
}
