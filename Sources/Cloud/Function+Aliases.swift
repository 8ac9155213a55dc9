extension Function {
    mutating func createAlias(_ alias: Alias, _ stamp: Stamp) throws(CloudError) {
        try AliasRules.validate(alias, of: self)
        guard aliases[alias.name] == nil else {
            throw CloudError(.resourceConflict, "Alias already exists: \(arn(alias.name))")
        }
        var alias = alias
        alias.revisionID = stamp.revisionID
        aliases[alias.name] = alias
    }

    mutating func updateAlias(_ update: AliasUpdate, _ stamp: Stamp) throws(CloudError) {
        guard var alias = aliases[update.name] else {
            throw CloudError(.resourceNotFound, "Alias not found: \(arn(update.name))")
        }
        try Stamp.check(update.ifRevision, against: alias.revisionID)
        if let version = update.functionVersion { alias.functionVersion = version }
        if let description = update.description { alias.description = description }
        if let weights = update.additionalWeights { alias.additionalWeights = weights }
        try AliasRules.validate(alias, of: self)
        alias.revisionID = stamp.revisionID
        aliases[alias.name] = alias
    }

    /// What hung on the alias goes with it.
    mutating func deleteAlias(_ name: String) {
        guard aliases.removeValue(forKey: name) != nil else { return }
        policies[name] = nil
        eventInvokeConfigs[name] = nil
        provisionedConcurrency[name] = nil
        urls[name] = nil
    }
}
