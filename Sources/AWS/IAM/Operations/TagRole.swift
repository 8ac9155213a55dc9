import AWSAPI
import Cloud
import JSON

struct TagRole: Operation {
    static let name = "TagRole"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let tags = try Tagging.read(input)
        try await registry.change(role: try input.roleName(), in: call.scope.account) { role, _ throws(AWSError) in
            role.tags = try Tagging.checked(role.tags.merged(with: tags))
        }
        return Output()
    }
}

struct UntagRole: Operation {
    static let name = "UntagRole"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let keys = try input.strings("TagKeys") ?? []
        try await registry.change(role: try input.roleName(), in: call.scope.account) { role, _ in
            role.tags.removeAll { keys.contains($0.key) }
        }
        return Output()
    }
}

struct ListRoleTags: Operation {
    static let name = "ListRoleTags"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let role = try await registry.account(call.scope.account).role(try input.roleName())
        return try Page(role.tags, input).output("Tags", \.json)
    }
}
