import AWSAPI
import Cloud

struct GetAlias: Operation {
    static let name = "GetAlias"
    static let binding: HTTPBinding? = HTTPBinding("GET", "/2015-03-31/functions/{FunctionName}/aliases/{Name}")
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name)
        let function = try await lambda.function(target)
        let name = try input.string("Name") ?? ""
        guard let alias = function.aliases[name] else { throw Self.notFound(name, target) }
        return Output(AliasConfiguration.json(alias, of: function))
    }

    static func notFound(_ name: String, _ target: Target) -> AWSError {
        let arn = target.scope.functionARN(target.reference.name, qualifier: name)
        return AWSError(CloudError(.resourceNotFound, "Cannot find alias arn: \(arn)"))
    }
}
