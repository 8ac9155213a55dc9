import AWSAPI
import Cloud
import JSON

struct DeleteRule: Operation {
    static let name = "DeleteRule"
    let rules: ScheduledRules

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        try await rules.delete(try input.ruleName(), in: call.scope)
        return Output()
    }
}
