import AWSAPI
import Cloud
import JSON

struct GetPolicy: Operation {
    static let name = "GetPolicy"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2015-03-31/functions/{FunctionName}/policy", query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name, as: .invocation)
        let function = try await lambda.function(target)
        guard let policy = function.policy(qualifier: target.qualifier) else {
            throw AWSError(CloudError(.resourceNotFound, "The resource you requested does not exist."))
        }
        return Output(["Policy": .string(policy.text), "RevisionId": .string(policy.revisionID)])
    }
}
