import AWSAPI
import Cloud
import ControlPlane

struct UpdateAlias: Operation {
    static let name = "UpdateAlias"
    static let binding: HTTPBinding? = HTTPBinding("PUT", "/2015-03-31/functions/{FunctionName}/aliases/{Name}")
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name)
        try AliasConfiguration.check(input, isNew: false)
        let name = try input.string("Name") ?? ""
        let update = AliasUpdate(
            name: name, functionVersion: try input.string("FunctionVersion"),
            description: try input.string("Description"), additionalWeights: try AliasConfiguration.weights(input),
            ifRevision: try input.string("RevisionId"))
        let function = try await lambda.change(target, .updateAlias(update), .now(call.time))
        guard let alias = function.aliases[name] else { throw GetAlias.notFound(name, target) }
        return Output(AliasConfiguration.json(alias, of: function))
    }
}
