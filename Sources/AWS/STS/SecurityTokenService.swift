public import AWSAPI

/// AWS Security Token Service. Source: botocore's model sts/2011-06-15.
public enum SecurityTokenService {
    /// The id of a role, as IAM knows it; nil for a role that is not there.
    public typealias RoleID = @Sendable (_ name: String, _ call: Call) async -> String?

    public static func service(_ sessions: Sessions, roleID: @escaping RoleID = { _, _ in nil }) -> Service {
        Service(
            "sts", wire: .query(version: "2011-06-15", namespace: "https://sts.amazonaws.com/doc/2011-06-15/"),
            operations: [
                AssumeRole(sessions: sessions, roleID: roleID), GetCallerIdentity(sessions: sessions),
                GetSessionToken(sessions: sessions),
            ])
    }
}
