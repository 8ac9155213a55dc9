import AWSAPI
import Cloud

struct GetFunctionEventInvokeConfig: Operation {
    static let name = "GetFunctionEventInvokeConfig"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2019-09-25/functions/{FunctionName}/event-invoke-config", query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name)
        do throws(AWSError) {
            return try SentEventInvokeConfig.output(try await lambda.function(target), target)
        } catch  where error.message.hasPrefix("Function not found") {
            // AWS does not tell a function that does not exist from one without a configuration.
            let arn = call.scope.functionARN(target.reference.name, qualifier: target.qualifier ?? "$LATEST")
            throw AWSError(
                CloudError(.resourceNotFound, "The function \(arn) doesn't have an EventInvokeConfig"))
        }
    }
}
