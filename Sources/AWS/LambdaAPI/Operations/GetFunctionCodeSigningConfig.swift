import AWSAPI
import Cloud
import JSON

/// Code is never signed here: always 200 with the function's name alone, as AWS answers for functions without a
/// code signing configuration.
struct GetFunctionCodeSigningConfig: Operation {
    static let name = "GetFunctionCodeSigningConfig"
    static let binding: HTTPBinding? = HTTPBinding("GET", "/2020-06-30/functions/{FunctionName}/code-signing-config")
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let function = try await lambda.function(try Target(input, call, Self.name))
        return Output(["FunctionName": .string(function.name)])
    }
}
