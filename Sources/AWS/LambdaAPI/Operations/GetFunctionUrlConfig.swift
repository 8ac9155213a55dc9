import AWSAPI
import Cloud

struct GetFunctionUrlConfig: Operation {
    static let name = "GetFunctionUrlConfig"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2021-10-31/functions/{FunctionName}/url", query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try SentURL.target(input, call, Self.name)
        return try Self.output(try await Self.function(target, lambda), target, call)
    }

    static func output(_ function: Function, _ target: Target, _ call: Call) throws(AWSError) -> Output {
        guard let url = function.url(qualifier: target.qualifier) else { throw AWSError(Function.noURL) }
        return Output(SentURL.json(url, of: function, qualifier: target.qualifier, call))
    }

    /// AWS does not tell a function that does not exist from one without a URL.
    static func function(_ target: Target, _ lambda: Lambda) async throws(AWSError) -> Function {
        do throws(AWSError) {
            return try await lambda.function(target)
        } catch  where error.message.hasPrefix("Function not found") {
            throw AWSError(Function.noURL)
        }
    }
}
