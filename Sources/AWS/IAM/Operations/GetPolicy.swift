import AWSAPI
import Cloud
import JSON

struct GetPolicy: Operation {
    static let name = "GetPolicy"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let arn = try input.policyARN()
        let account = await registry.account(call.scope.account)
        let attachments = account.attachments(of: arn).count
        if let known = AWSPolicy(arn: arn) { return Output(["Policy": Self.json(known, attachments)]) }
        let policy = try account.policy(arn)
        var members = policy.summary(attachments: attachments)
        if let description = policy.description { members.append(JSON.Member("Description", .string(description))) }
        members.append(JSON.Member("Tags", policy.tags.json))
        return Output(["Policy": .object(members)])
    }

    private static func json(_ policy: AWSPolicy, _ attachments: Int) -> JSON {
        [
            "PolicyName": .string(policy.name), "Arn": .string(policy.arn), "Path": .string(policy.path),
            "DefaultVersionId": "v1", "AttachmentCount": .integer(attachments), "IsAttachable": true, "Tags": [],
        ]
    }
}
