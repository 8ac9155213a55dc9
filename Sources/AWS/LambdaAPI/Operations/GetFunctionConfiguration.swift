import AWSAPI
import Cloud

struct GetFunctionConfiguration: Operation {
    static let name = "GetFunctionConfiguration"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2015-03-31/functions/{FunctionName}/configuration", query: ["Qualifier": "Qualifier"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name, as: .invocation)
        let version = try target.version(of: try await lambda.function(target))
        return Output(FunctionConfiguration(version: version, isQualified: target.qualifier != nil).json)
    }
}
