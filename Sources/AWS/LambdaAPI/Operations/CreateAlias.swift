import AWSAPI
import Cloud
import ControlPlane

struct CreateAlias: Operation {
    static let name = "CreateAlias"
    static let binding: HTTPBinding? = HTTPBinding(
        "POST", "/2015-03-31/functions/{FunctionName}/aliases", status: 201)
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name)
        try AliasConfiguration.check(input, isNew: true)
        let alias = Alias(
            name: try input.string("Name") ?? "", functionVersion: try input.string("FunctionVersion") ?? "",
            additionalWeights: try AliasConfiguration.weights(input) ?? [:],
            description: try input.string("Description") ?? "")
        let function = try await lambda.change(target, .createAlias(alias), .now(call.time))
        return Output(AliasConfiguration.json(function.aliases[alias.name] ?? alias, of: function))
    }
}
