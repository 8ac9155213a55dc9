import AWSAPI
import Cloud
import ControlPlane

struct DeleteFunctionConcurrency: Operation {
    static let name = "DeleteFunctionConcurrency"
    static let binding: HTTPBinding? = HTTPBinding(
        "DELETE", "/2017-10-31/functions/{FunctionName}/concurrency", status: 204)
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name).unqualified()
        _ = try await lambda.change(target, .reserveConcurrency(nil), .now(call.time))
        return Output()
    }
}
