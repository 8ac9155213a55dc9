import AWSAPI
import Cloud
import JSON

struct DeletePolicy: Operation {
    static let name = "DeletePolicy"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        try await registry.remove(policy: try input.policyARN(), in: call.scope.account)
        return Output()
    }
}
