import AWSAPI
import Cloud
import JSON

/// `AssumeRole`: temporary credentials of a role's.
///
/// Anybody may assume any role here, also one that is not there: policies are kept, not enforced.
struct AssumeRole: Operation {
    static let name = "AssumeRole"

    let sessions: Sessions
    let roleID: SecurityTokenService.RoleID

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let arn = try Constraints.text(input, "RoleArn", 20...2048) ?? ""
        let name = try Constraints.text(input, "RoleSessionName", 2...64, pattern: Constraints.sessionName) ?? ""
        let seconds = try Constraints.duration(input, default: 3600, 900...43_200)
        let role = try RoleReference(arn)
        let id = await roleID(role.name, call) ?? role.stableID
        let user = "\(id):\(name)"
        let session = Session(
            account: role.account, arn: "arn:aws:sts::\(role.account):assumed-role/\(role.name)/\(name)",
            userID: user, expires: call.time + seconds * 1000)
        try await sessions.add(session, now: call.time)
        return Output([
            "Credentials": session.credentials,
            "AssumedRoleUser": ["AssumedRoleId": .string(user), "Arn": .string(session.arn)],
        ])
    }
}

/// `arn:aws:iam::000000000000:role/path/NAME`
struct RoleReference: Equatable {
    var account: String
    /// Without its path.
    var name: String

    init(_ arn: String) throws(AWSError) {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[5].hasPrefix("role/"),
            parts[4].utf8.count == 12, parts[4].allSatisfy(\.isNumber),
            let name = parts[5].split(separator: "/").dropFirst().last
        else { throw AWSError("ValidationError", "\(arn) is invalid") }
        account = String(parts[4])
        self.name = String(name)
    }

    /// For roles that IAM does not know: the same on every run.
    var stableID: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        // FNV-1a, so that it depends on the name alone.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        return "AROA"
            + String(
                (0..<17).map { index -> Character in
                    for byte in "\(account)/\(name)/\(index)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
                    return alphabet[Int(hash >> 40) % alphabet.count]
                })
    }
}
