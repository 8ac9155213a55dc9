import AWSAPI
import Cloud
import JSON

struct ListEntitiesForPolicy: Operation {
    static let name = "ListEntitiesForPolicy"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let arn = try input.policyARN()
        let account = await registry.account(call.scope.account)
        if AWSPolicy(arn: arn) == nil { _ = try account.policy(arn) }
        let wantsRoles = try [nil, "Role"].contains(input.string("EntityFilter"))
        let roles: [JSON] =
            wantsRoles
            ? account.attachments(of: arn).map { ["RoleName": .string($0.name), "RoleId": .string($0.id)] } : []
        return Output([
            "PolicyGroups": [], "PolicyUsers": [], "PolicyRoles": .array(roles), "IsTruncated": false,
        ])
    }
}
