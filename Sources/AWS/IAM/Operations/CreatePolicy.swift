import AWSAPI
import Cloud
import JSON

struct CreatePolicy: Operation {
    static let name = "CreatePolicy"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let created = call.time / 1000 * 1000
        let policy = ManagedPolicy(
            name: try input.policyName(), id: UniqueID.make("ANPA"), path: try input.path(),
            account: call.scope.account, description: try input.description(), created: created, updated: created,
            tags: try Tagging.checked(Tagging.read(input)),
            versions: [.init(number: 1, document: try input.permissions(), created: created)], lastNumber: 1,
            defaultNumber: 1)
        try await registry.add(policy)
        let tags = policy.tags.isEmpty ? [] : [JSON.Member("Tags", policy.tags.json)]
        return Output(["Policy": .object(policy.summary(attachments: 0) + tags)])
    }
}

extension Parameters {
    /// The document of a managed policy.
    func permissions() throws(AWSError) -> String {
        let text = try document("PolicyDocument")
        try PolicyDocument.checkPermissions(text)
        guard PolicyDocument.size(text) <= IAMLimits.managedCharacters else {
            throw .limit("Cannot exceed quota for PolicySize: \(IAMLimits.managedCharacters)")
        }
        return text
    }
}
