import AWSAPI
import Cloud
import ControlPlane

struct DeleteFunction: Operation {
    static let name = "DeleteFunction"
    static let binding: HTTPBinding? = HTTPBinding(
        "DELETE", "/2015-03-31/functions/{FunctionName}", status: 204, query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name, as: .invocation)
        _ = try target.function(in: await lambda.plane.cloud)
        try await lambda.plane.apply(.deleteFunction(target.reference, scope: call.scope))
        return Output()
    }
}
