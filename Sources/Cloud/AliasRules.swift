/// What AWS demands of an alias before it takes it.
enum AliasRules {
    static func validate(_ alias: Alias, of function: Function) throws(CloudError) {
        try validateText(alias)
        try validateRouting(alias)
        for version in [alias.functionVersion] + alias.additionalWeights.keys.sorted()
        where function.version(version) == nil {
            throw Cloud.notFound(function.scope.functionARN(function.name, qualifier: version))
        }
    }

    /// botocore's constraints: Alias `(?!^[0-9]+$)([a-zA-Z0-9-_]+)`, 1 to 128 characters; weights 0.0 to 1.0.
    private static func validateText(_ alias: Alias) throws(CloudError) {
        var violations = ConstraintViolations()
        let isNumber = alias.name.utf8.allSatisfy(\.isDigit)
        if isNumber || !alias.name.utf8.allSatisfy(\.isNameCharacter) {
            let pattern = "(?!^[0-9]+$)([a-zA-Z0-9-_]+)"
            violations.add(alias.name, at: "name", "Member must satisfy regular expression pattern: \(pattern)")
        }
        if alias.name.utf8.count > 128 {
            violations.add(alias.name, at: "name", "Member must have length less than or equal to 128")
        }
        for (version, weight) in alias.additionalWeights.sorted(by: { $0.key < $1.key })
        where !(0.0...1.0).contains(weight) {
            violations.add(
                "{\(version)=\(weight)}", at: "routingConfig.additionalVersionWeights",
                "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, "
                    + "Member must have value greater than or equal to 0.0]")
        }
        try violations.check()
    }

    private static func validateRouting(_ alias: Alias) throws(CloudError) {
        guard !alias.additionalWeights.isEmpty else { return }
        guard alias.additionalWeights.count == 1 else {
            throw CloudError(
                .invalidParameterValue, "Number of items in AdditionalVersionWeights cannot be greater than 1")
        }
        let version = alias.functionVersion
        guard version != "$LATEST" else {
            throw CloudError(
                .invalidParameterValue, "$LATEST is not supported for an alias pointing to more than 1 version")
        }
        guard alias.additionalWeights[version] == nil else {
            throw CloudError(
                .invalidParameterValue,
                "Invalid function version \(version). Function version \(version) is already included in routing "
                    + "configuration.")
        }
    }
}
