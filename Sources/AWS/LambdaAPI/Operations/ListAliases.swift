import AWSAPI
import Cloud
import JSON

struct ListAliases: Operation {
    static let name = "ListAliases"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2015-03-31/functions/{FunctionName}/aliases",
        query: ["FunctionVersion": "FunctionVersion", "Marker": "Marker", "MaxItems": "MaxItems"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name)
        let function = try await lambda.function(target)
        let version = try input.string("FunctionVersion")
        let aliases = function.aliases.values.filter { version == nil || $0.functionVersion == version }
        return try Page(
            input,
            of: aliases.sorted { $0.name < $1.name }.map { alias in
                (key: alias.name, value: { AliasConfiguration.json(alias, of: function) })
            }
        ).output("Aliases")
    }
}
