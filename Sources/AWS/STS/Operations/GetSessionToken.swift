import AWSAPI
import JSON

/// `GetSessionToken`: temporary credentials of the caller's own.
struct GetSessionToken: Operation {
    static let name = "GetSessionToken"

    let sessions: Sessions

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let caller = try Caller(call, sessions)
        if call.accessKeyID.map({ sessions.session($0) != nil }) == true {
            throw AWSError("AccessDenied", "Cannot call GetSessionToken with session credentials", status: 403)
        }
        let seconds = try Constraints.duration(input, default: 43_200, 900...129_600)
        let session = Session(
            account: caller.account, arn: caller.arn, userID: caller.userID, expires: call.time + seconds * 1000)
        try await sessions.add(session, now: call.time)
        return Output(["Credentials": session.credentials])
    }
}

extension Session {
    /// The shape `Credentials`.
    var credentials: JSON {
        [
            "AccessKeyId": .string(accessKeyID), "SecretAccessKey": .string(secretAccessKey),
            "SessionToken": .string(token), "Expiration": .string(Timestamp.iso8601Seconds(expires)),
        ]
    }
}
