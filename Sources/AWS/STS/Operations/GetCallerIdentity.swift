import AWSAPI
import JSON

/// `GetCallerIdentity`: the first thing that deploy tools ask.
struct GetCallerIdentity: Operation {
    static let name = "GetCallerIdentity"

    let sessions: Sessions

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let caller = try Caller(call, sessions)
        return Output([
            "UserId": .string(caller.userID), "Account": .string(caller.account), "Arn": .string(caller.arn),
        ])
    }
}
