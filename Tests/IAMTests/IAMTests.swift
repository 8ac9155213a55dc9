import AWSAPI
import Cloud
import IAM
import JSON
import StateStore
import Testing

@Suite struct IAMTests {
    static let trust =
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#
    static let allow = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"logs:*","Resource":"*"}]}"#

    struct Desk {
        let records: any Records
        let directory: ServiceDirectory
        var scope = Scope()

        init(records: any Records = MemoryRecords()) throws {
            self.records = records
            directory = ServiceDirectory([IAM.service(try IAMRegistry(records: records))])
        }

        @discardableResult
        func ask(_ operation: String, _ input: JSON) async throws(AWSError) -> JSON {
            // 2026-01-02T03:04:05.678Z
            try await directory.call(
                "iam", operation, input, Call(scope: scope, requestID: "r", time: 1_767_323_045_678))
        }

        func refusal(_ operation: String, _ input: JSON) async -> AWSError? {
            do throws(AWSError) {
                try await ask(operation, input)
                return nil
            } catch {
                return error
            }
        }

        static func withRole() async throws -> Desk {
            let desk = try Desk()
            try await desk.ask("CreateRole", ["RoleName": "r", "AssumeRolePolicyDocument": .string(trust)])
            return desk
        }
    }

    @Test("a role is told as it was made, also after a restart")
    func role() async throws {
        let desk = try Desk()
        let made = try await desk.ask(
            "CreateRole",
            [
                "RoleName": "r", "Path": "/p/", "AssumeRolePolicyDocument": .string(Self.trust),
                "Tags": [["Key": "k", "Value": "v"]],
            ])["Role"]
        #expect(made?["Arn"] == "arn:aws:iam::000000000000:role/p/r")
        #expect(made?["CreateDate"] == "2026-01-02T03:04:05Z")
        let id = made?["RoleId"]?.stringValue ?? ""
        #expect(id.hasPrefix("AROA") && id.count == 21)
        let role = try await Desk(records: desk.records).ask("GetRole", ["RoleName": "r"])["Role"]
        #expect(role?["RoleId"] == made?["RoleId"])
        #expect(role?["MaxSessionDuration"] == 3600)
        #expect(role?["Tags"] == [["Key": "k", "Value": "v"]])
        #expect(
            role?["AssumeRolePolicyDocument"]?.stringValue?.hasPrefix("%7B%22Version%22%3A%222012-10-17%22") == true)
    }

    @Test("a role belongs to its account, in every region")
    func account() async throws {
        var desk = try await Desk.withRole()
        desk.scope.region = "us-east-1"
        #expect(await desk.refusal("GetRole", ["RoleName": "r"]) == nil)
        desk.scope.account = "111111111111"
        let refusal = await desk.refusal("GetRole", ["RoleName": "r"])
        #expect(refusal?.code == "NoSuchEntity")
        #expect(refusal?.message == "The role with name r cannot be found.")
        #expect(refusal?.status == 404)
    }

    @Test("a name is taken once")
    func exists() async throws {
        let desk = try await Desk.withRole()
        let refusal = await desk.refusal(
            "CreateRole", ["RoleName": "r", "AssumeRolePolicyDocument": .string(Self.trust)])
        #expect(refusal?.code == "EntityAlreadyExists")
        #expect(refusal?.message == "Role with name r already exists.")
        #expect(refusal?.status == 409)
    }

    @Test(
        "documents that are none are malformed",
        arguments: [
            ("no", "This policy contains invalid Json"), ("[]", "This policy contains invalid Json"),
            ("{}", "Missing required field Statement"),
            (#"{"Statement":[{"Effect":"Allow","Action":"a","Resource":"*"}]}"#, "Has prohibited field Resource"),
            (#"{"Statement":[{"Effect":"Allow","Action":"a"}]}"#, "Missing required field Principal"),
        ])
    func malformed(_ text: String, _ message: String) async throws {
        let desk = try Desk()
        let refusal = await desk.refusal("CreateRole", ["RoleName": "r", "AssumeRolePolicyDocument": .string(text)])
        #expect(refusal?.code == "MalformedPolicyDocument")
        #expect(refusal?.message == message)
    }

    @Test("what is missing or too long is said")
    func validation() async throws {
        let desk = try Desk()
        let missing = await desk.refusal("GetRole", [:])
        #expect(missing?.code == "ValidationError")
        #expect(
            missing?.message
                == "1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be "
                + "null")
        let long = String(repeating: "r", count: 65)
        let tooLong = await desk.refusal("GetRole", ["RoleName": .string(long)])
        #expect(
            tooLong?.message
                == "1 validation error detected: Value '\(long)' at 'roleName' failed to satisfy constraint: Member must "
                + "have length less than or equal to 64")
    }

    @Test("a role with policies stays")
    func conflict() async throws {
        let desk = try await Desk.withRole()
        let inline: JSON = ["RoleName": "r", "PolicyName": "p"]
        try await desk.ask(
            "PutRolePolicy", ["RoleName": "r", "PolicyName": "p", "PolicyDocument": .string(Self.allow)])
        #expect(try await desk.ask("ListRolePolicies", ["RoleName": "r"])["PolicyNames"] == ["p"])
        let refusal = await desk.refusal("DeleteRole", ["RoleName": "r"])
        #expect(refusal?.code == "DeleteConflict")
        #expect(refusal?.message == "Cannot delete entity, must delete policies first.")
        #expect(refusal?.status == 409)
        try await desk.ask("DeleteRolePolicy", inline)
        let gone = await desk.refusal("GetRolePolicy", inline)
        #expect(gone?.message == "The role policy with name p cannot be found.")
        let arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
        let attachment: JSON = ["RoleName": "r", "PolicyArn": .string(arn)]
        try await desk.ask("AttachRolePolicy", attachment)
        try await desk.ask("AttachRolePolicy", attachment)
        let attached = try await desk.ask("ListAttachedRolePolicies", ["RoleName": "r"])
        #expect(
            attached["AttachedPolicies"] == [["PolicyName": "AWSLambdaBasicExecutionRole", "PolicyArn": .string(arn)]])
        #expect(
            await desk.refusal("DeleteRole", ["RoleName": "r"])?.message
                == "Cannot delete entity, must detach all policies first.")
        try await desk.ask("DetachRolePolicy", attachment)
        #expect(await desk.refusal("DetachRolePolicy", attachment)?.code == "NoSuchEntity")
        try await desk.ask("DeleteRole", ["RoleName": "r"])
        #expect(await desk.refusal("GetRole", ["RoleName": "r"])?.code == "NoSuchEntity")
    }

    @Test("a managed policy has up to five versions, one of them the default")
    func versions() async throws {
        let desk = try Desk()
        let made = try await desk.ask("CreatePolicy", ["PolicyName": "p", "PolicyDocument": .string(Self.allow)])
        let arn = JSON.string("arn:aws:iam::000000000000:policy/p")
        #expect(made["Policy"]?["Arn"] == arn)
        #expect(made["Policy"]?["DefaultVersionId"] == "v1")
        let input: JSON = ["PolicyArn": arn, "PolicyDocument": .string(Self.allow), "SetAsDefault": "true"]
        for number in 2...5 {
            let version = try await desk.ask("CreatePolicyVersion", input)["PolicyVersion"]
            #expect(version?["VersionId"] == .string("v\(number)"))
        }
        let refusal = await desk.refusal("CreatePolicyVersion", input)
        #expect(refusal?.code == "LimitExceeded")
        #expect(refusal?.status == 409)
        #expect(await desk.refusal("DeletePolicy", ["PolicyArn": arn])?.code == "DeleteConflict")
        let inUse = await desk.refusal("DeletePolicyVersion", ["PolicyArn": arn, "VersionId": "v5"])
        #expect(inUse?.message == "Cannot delete the default version of a policy.")
        for number in 1...4 {
            try await desk.ask("DeletePolicyVersion", ["PolicyArn": arn, "VersionId": .string("v\(number)")])
        }
        let later = try Desk(records: desk.records)
        let next = try await later.ask("CreatePolicyVersion", input)["PolicyVersion"]
        #expect(next?["VersionId"] == "v6")
        let list = try await later.ask("ListPolicyVersions", ["PolicyArn": arn])["Versions"]
        #expect(list?.arrayValue?.map { $0["VersionId"] } == ["v6", "v5"])
        #expect(list?[0]?["IsDefaultVersion"] == true)
    }

    @Test("a policy that is attached stays, one that is not there is not attached")
    func attachment() async throws {
        let desk = try await Desk.withRole()
        let arn = JSON.string("arn:aws:iam::000000000000:policy/p")
        let missing = await desk.refusal("AttachRolePolicy", ["RoleName": "r", "PolicyArn": arn])
        #expect(missing?.code == "NoSuchEntity")
        #expect(
            missing?.message
                == "Policy arn:aws:iam::000000000000:policy/p does not exist or is not attachable.")
        try await desk.ask("CreatePolicy", ["PolicyName": "p", "PolicyDocument": .string(Self.allow)])
        try await desk.ask("AttachRolePolicy", ["RoleName": "r", "PolicyArn": arn])
        #expect(try await desk.ask("GetPolicy", ["PolicyArn": arn])["Policy"]?["AttachmentCount"] == 1)
        let roles = try await desk.ask("ListEntitiesForPolicy", ["PolicyArn": arn])["PolicyRoles"]
        #expect(roles?[0]?["RoleName"] == "r")
        let refusal = await desk.refusal("DeletePolicy", ["PolicyArn": arn])
        #expect(refusal?.message == "Cannot delete a policy attached to entities.")
    }

    @Test("lists come in pages")
    func pages() async throws {
        let desk = try Desk()
        for name in ["c", "a", "b"] {
            try await desk.ask(
                "CreateRole", ["RoleName": .string(name), "AssumeRolePolicyDocument": .string(Self.trust)])
        }
        let first = try await desk.ask("ListRoles", ["MaxItems": "2"])
        #expect(first["Roles"]?.arrayValue?.map { $0["RoleName"] } == ["a", "b"])
        #expect(first["IsTruncated"] == true)
        let second = try await desk.ask("ListRoles", ["Marker": first["Marker"] ?? .null])
        #expect(second["Roles"]?.arrayValue?.map { $0["RoleName"] } == ["c"])
        #expect(second["IsTruncated"] == false)
        #expect(second["Marker"] == nil)
    }

    @Test("tags are put, replaced and taken away")
    func tags() async throws {
        let desk = try await Desk.withRole()
        try await desk.ask(
            "TagRole", ["RoleName": "r", "Tags": [["Key": "a", "Value": "1"], ["Key": "b", "Value": "2"]]])
        try await desk.ask("TagRole", ["RoleName": "r", "Tags": [["Key": "a", "Value": "3"]]])
        try await desk.ask("UntagRole", ["RoleName": "r", "TagKeys": ["b"]])
        #expect(try await desk.ask("ListRoleTags", ["RoleName": "r"])["Tags"] == [["Key": "a", "Value": "3"]])
    }
}
