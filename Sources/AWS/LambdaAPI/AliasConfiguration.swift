import AWSAPI
import Cloud
import JSON

/// The `AliasConfiguration` shape, and the members of requests that describe an alias.
enum AliasConfiguration {
    static func json(_ alias: Alias, of function: Function) -> JSON {
        let weights = alias.additionalWeights.sorted { $0.key < $1.key }
            .map { JSON.Member($0.key, .number("\($0.value)")) }
        return .members([
            "AliasArn": .string(function.scope.functionARN(function.name, qualifier: alias.name)),
            "Name": .string(alias.name),
            "FunctionVersion": .string(alias.functionVersion),
            "Description": .string(alias.description),
            "RoutingConfig": weights.isEmpty ? nil : ["AdditionalVersionWeights": .object(weights)],
            "RevisionId": .string(alias.revisionID),
        ])
    }

    /// nil if the request says nothing of routing; an empty map takes it away.
    static func weights(_ input: Parameters) throws(AWSError) -> [String: Double]? {
        guard let routing = try input.structure("RoutingConfig") else { return nil }
        guard let weights = try routing.structure("AdditionalVersionWeights") else { return [:] }
        var result: [String: Double] = [:]
        for member in weights.json.objectValue ?? [] { result[member.key] = try weights.number(member.key) }
        return result
    }

    /// What the model says of an alias' texts; the name's pattern is the domain's.
    static func check(_ input: Parameters, isNew: Bool) throws(AWSError) {
        var requirements = Requirements()
        requirements.present(input["Name"] != nil, "name")
        if isNew { requirements.present(input["FunctionVersion"] != nil, "functionVersion") }
        requirements.text(
            try input.string("FunctionVersion"), "functionVersion", pattern: #"(\$LATEST(\.PUBLISHED)?|[0-9]+)"#,
            length: 1...1024)
        requirements.text(try input.string("Description"), "description", length: 0...256)
        try requirements.check()
    }
}
