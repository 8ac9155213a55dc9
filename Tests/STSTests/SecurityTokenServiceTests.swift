import AWSAPI
import Cloud
import JSON
import STS
import StateStore
import Testing

@Suite struct SecurityTokenServiceTests {
    private static func call(_ key: String? = nil, time: Int = 1_000_000) -> Call {
        var call = Call(scope: Scope(account: "123456789012"), requestID: "r", time: time)
        call.accessKeyID = key
        return call
    }

    private let sessions: Sessions
    private let directory: ServiceDirectory

    init() throws {
        sessions = try Sessions(records: MemoryRecords())
        directory = ServiceDirectory([
            SecurityTokenService.service(sessions) { name, _ in name == "known" ? "AROAKNOWN" : nil }
        ])
    }

    private func ask(_ operation: String, _ input: JSON = [:], _ call: Call = call()) async throws -> JSON {
        try await directory.call("sts", operation, input, call)
    }

    @Test("whoever has no session is the root of the account")
    func root() async throws {
        #expect(
            try await ask("GetCallerIdentity") == [
                "UserId": "123456789012", "Account": "123456789012", "Arn": "arn:aws:iam::123456789012:root",
            ])
    }

    @Test("an assumed role is who its credentials say, until they expire")
    func role() async throws {
        let answer = try await ask(
            "AssumeRole",
            [
                "RoleArn": "arn:aws:iam::210987654321:role/path/known", "RoleSessionName": "me@x",
                "DurationSeconds": "900",
            ])
        let arn = "arn:aws:sts::210987654321:assumed-role/known/me@x"
        #expect(answer["AssumedRoleUser"] == ["AssumedRoleId": "AROAKNOWN:me@x", "Arn": .string(arn)])
        #expect(answer["Credentials"]?["Expiration"] == "1970-01-01T00:31:40Z")
        let key = answer["Credentials"]?["AccessKeyId"]?.stringValue
        #expect(
            try await ask("GetCallerIdentity", [:], Self.call(key)) == [
                "UserId": "AROAKNOWN:me@x", "Account": "210987654321", "Arn": .string(arn),
            ])
        let late = Self.call(key, time: 1_900_000)
        await #expect(
            throws: AWSError("ExpiredToken", "The security token included in the request is expired", status: 403)
        ) {
            try await ask("GetCallerIdentity", [:], late)
        }
    }

    @Test("the id of a role that is not there is always the same")
    func stable() async throws {
        let input: JSON = ["RoleArn": "arn:aws:iam::123456789012:role/other", "RoleSessionName": "me"]
        let first = try await ask("AssumeRole", input)["AssumedRoleUser"]
        #expect(try await ask("AssumeRole", input)["AssumedRoleUser"] == first)
    }

    @Test("a session token is the caller's own, and gives no further one")
    func sessionToken() async throws {
        let key = try await ask("GetSessionToken")["Credentials"]?["AccessKeyId"]?.stringValue
        #expect(try await ask("GetCallerIdentity", [:], Self.call(key))["Arn"] == "arn:aws:iam::123456789012:root")
        await #expect(throws: AWSError.self) { try await ask("GetSessionToken", [:], Self.call(key)) }
    }

    @Test("sessions survive a new start")
    func records() async throws {
        let records = MemoryRecords()
        let service = ServiceDirectory([SecurityTokenService.service(try Sessions(records: records))])
        let key = try await service.call("sts", "GetSessionToken", [:], Self.call())["Credentials"]?["AccessKeyId"]
        #expect(try Sessions(records: records).session(key?.stringValue ?? "")?.account == "123456789012")
    }

    static let violations: [(JSON, String)] = [
        (["RoleSessionName": "me"], "Value null at 'roleArn' failed to satisfy constraint: Member must not be null"),
        (
            ["RoleArn": "arn", "RoleSessionName": "me"],
            "Value 'arn' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20"
        ),
        (
            ["RoleArn": "arn:aws:iam::123456789012:role/a", "RoleSessionName": "a b"],
            "Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression "
                + "pattern: [\\w+=,.@-]*"
        ),
        (
            ["RoleArn": "arn:aws:iam::123456789012:role/a", "RoleSessionName": "me", "DurationSeconds": 60],
            "Value '60' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or "
                + "equal to 900"
        ),
    ]

    @Test("members are held against the model", arguments: violations)
    func constraints(input: JSON, sentence: String) async throws {
        await #expect(throws: AWSError("ValidationError", "1 validation error detected: " + sentence)) {
            try await ask("AssumeRole", input)
        }
    }

    @Test(
        "an ARN of something else is refused",
        arguments: ["arn:aws:iam::123456789012:user/abc", "arn:aws:iam::1:role/abcdefg"])
    func arns(arn: String) async throws {
        await #expect(throws: AWSError("ValidationError", "\(arn) is invalid")) {
            try await ask("AssumeRole", ["RoleArn": .string(arn), "RoleSessionName": "me"])
        }
    }
}
