import AWSAPI
import Cloud
import JSON

struct ListRoles: Operation {
    static let name = "ListRoles"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let prefix = try input.string("PathPrefix") ?? "/"
        let roles = await registry.account(call.scope.account).roles.values
            .filter { $0.path.hasPrefix(prefix) }.sorted { $0.name < $1.name }
        return try Page(roles, input).output("Roles") { role in
            .object(role.summary + [JSON.Member("MaxSessionDuration", .integer(role.maxSessionSeconds ?? 3600))])
        }
    }
}
