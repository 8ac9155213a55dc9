import AWSAPI
import Cloud

/// Whom a call comes from: a session, or else the account's root user, as nobody else is known here.
struct Caller {
    var account: String
    var arn: String
    var userID: String

    init(_ call: Call, _ sessions: Sessions) throws(AWSError) {
        if let key = call.accessKeyID, let session = sessions.session(key) {
            guard session.expires > call.time else {
                throw AWSError(
                    "ExpiredToken", "The security token included in the request is expired", status: 403)
            }
            (account, arn, userID) = (session.account, session.arn, session.userID)
        } else {
            account = call.scope.account
            arn = "arn:aws:iam::\(account):root"
            userID = account
        }
    }
}
