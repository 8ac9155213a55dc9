import AWSAPI
import JSON

struct Role: Codable, Sendable {
    var name: String
    /// `AROA` and 17 letters and digits.
    var id: String
    /// Begins and ends in a slash.
    var path: String
    var account: String
    /// In milliseconds since 1970, whole seconds.
    var created: Int
    var trust: String
    var description: String?
    var maxSessionSeconds: Int?
    var permissionsBoundary: String?
    var tags: [Tag]
    /// Documents by name.
    var inline: [String: String] = [:]
    /// ARNs, sorted.
    var attached: [String] = []

    var arn: String { "arn:aws:iam::\(account):role\(path)\(name)" }

    /// What AWS tells of a new role, and of each in a list.
    var summary: [JSON.Member] {
        [
            JSON.Member("Path", .string(path)), JSON.Member("RoleName", .string(name)),
            JSON.Member("RoleId", .string(id)), JSON.Member("Arn", .string(arn)),
            JSON.Member("CreateDate", .string(Timestamp.iso8601Seconds(created))),
            JSON.Member("AssumeRolePolicyDocument", .string(PolicyDocument.encoded(trust))),
        ] + (description.map { [JSON.Member("Description", .string($0))] } ?? [])
    }

    /// Everything that GetRole tells.
    var detail: [JSON.Member] {
        var members = summary
        members.append(JSON.Member("MaxSessionDuration", .integer(maxSessionSeconds ?? 3600)))
        if let permissionsBoundary {
            members.append(
                JSON.Member(
                    "PermissionsBoundary",
                    [
                        "PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": .string(permissionsBoundary),
                    ]))
        }
        if !tags.isEmpty { members.append(JSON.Member("Tags", tags.json)) }
        members.append(JSON.Member("RoleLastUsed", [:]))
        return members
    }
}

struct ManagedPolicy: Codable, Sendable {
    var name: String
    /// `ANPA` and 17 letters and digits.
    var id: String
    var path: String
    var account: String
    var description: String?
    var created: Int
    var updated: Int
    var tags: [Tag]
    /// Oldest first; at most five.
    var versions: [Version]
    /// How many versions there ever were: numbers are not used again.
    var lastNumber: Int
    var defaultNumber: Int

    struct Version: Codable, Sendable {
        var number: Int
        var document: String
        var created: Int
    }

    var arn: String { "arn:aws:iam::\(account):policy\(path)\(name)" }

    func summary(attachments: Int) -> [JSON.Member] {
        [
            JSON.Member("PolicyName", .string(name)), JSON.Member("PolicyId", .string(id)),
            JSON.Member("Arn", .string(arn)), JSON.Member("Path", .string(path)),
            JSON.Member("DefaultVersionId", .string("v\(defaultNumber)")),
            JSON.Member("AttachmentCount", .integer(attachments)),
            JSON.Member("PermissionsBoundaryUsageCount", 0), JSON.Member("IsAttachable", true),
            JSON.Member("CreateDate", .string(Timestamp.iso8601Seconds(created))),
            JSON.Member("UpdateDate", .string(Timestamp.iso8601Seconds(updated))),
        ]
    }

    func json(of version: Version, withDocument: Bool) -> JSON {
        .members([
            "Document": withDocument ? .string(PolicyDocument.encoded(version.document)) : nil,
            "VersionId": .string("v\(version.number)"), "IsDefaultVersion": .bool(version.number == defaultNumber),
            "CreateDate": .string(Timestamp.iso8601Seconds(version.created)),
        ])
    }
}
