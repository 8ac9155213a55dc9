extension Function {
    mutating func configure(
        _ update: ConfigurationUpdate, ifRevision: String?, _ stamp: Stamp
    ) throws(CloudError) {
        try Stamp.check(ifRevision, against: latest.stamp.revisionID)
        var changed = latest
        changed.configure(update)
        changed.stamp = stamp
        try FunctionLimits.validate(changed)
        latest = changed
        origin = .api
    }

    mutating func replaceCode(_ update: CodeUpdate, ifRevision: String?, _ stamp: Stamp) throws(CloudError) {
        try Stamp.check(ifRevision, against: latest.stamp.revisionID)
        latest.code = update.code
        latest.codeIdentity = update.codeSHA256
        latest.details.codeSHA256 = update.codeSHA256
        latest.details.codeSizeBytes = update.codeSizeBytes
        if let architecture = update.architecture { latest.architecture = architecture }
        latest.stamp = stamp
        origin = .api
    }

    mutating func identifyCode(_ identity: String, _ hash: String, _ sizeBytes: Int) {
        guard latest.codeIdentity == identity, latest.details.codeSHA256.isEmpty else { return }
        latest.details.codeSHA256 = hash
        latest.details.codeSizeBytes = sizeBytes
    }

    mutating func publish(_ request: PublishRequest, _ stamp: Stamp) throws(CloudError) {
        try Stamp.check(request.ifRevision, against: latest.stamp.revisionID)
        if let wanted = request.codeSHA256, !wanted.isEmpty, wanted != latest.details.codeSHA256 {
            throw CloudError(
                .invalidParameterValue,
                "CodeSHA256 (\(wanted)) is different from current CodeSHA256 in $LATEST "
                    + "(\(latest.details.codeSHA256)). Please try again with the CodeSHA256 in $LATEST.")
        }
        if let newest = versions.last, latest.isPublished(as: newest) { return }
        var published = latest
        published.version = String(nextVersionNumber)
        published.publishedDescription = request.description
        published.stamp.revisionID = stamp.revisionID
        if let frozen = request.frozenCode { published.code = frozen }
        versions.append(published)
        nextVersionNumber += 1
    }

    /// What hung on the version goes with it; a version that an alias needs stays.
    mutating func deleteVersion(_ number: String) throws(CloudError) {
        let users = aliases.values.filter { $0.functionVersion == number || $0.additionalWeights[number] != nil }
        guard users.isEmpty else {
            let names = users.map { arn($0.name) }.sorted().joined(separator: ", ")
            throw CloudError(
                .resourceConflict,
                "Version \(number) has the following aliases: [\(names)]. Please delete the aliases first.")
        }
        versions.removeAll { $0.version == number }
        policies[number] = nil
        eventInvokeConfigs[number] = nil
        provisionedConcurrency[number] = nil
        runtimeManagement[number] = nil
    }
}

extension FunctionVersion {
    /// Takes over what an update gives; checks nothing.
    public mutating func configure(_ update: ConfigurationUpdate) {
        func set<Value>(_ value: inout Value, _ new: Value?) {
            if let new { value = new }
        }
        set(&handler, update.handler)
        set(&runtime, update.runtime)
        set(&timeoutSeconds, update.timeoutSeconds)
        set(&memorySizeMB, update.memorySizeMB)
        set(&logging, update.logging)
        if let new = update.environment {
            environment = new
            details.hasEnvironment = true
        }
        set(&details.role, update.role)
        set(&details.description, update.description)
        set(&details.ephemeralStorageMB, update.ephemeralStorageMB)
        set(&details.tracingMode, update.tracingMode)
        set(&details.layers, update.layers)
        if let arn = update.deadLetterTargetARN { details.deadLetterTargetARN = arn.isEmpty ? nil : arn }
        if let arn = update.kmsKeyARN { details.kmsKeyARN = arn.isEmpty ? nil : arn }
        details.others.merge(update.others) { _, new in new }
    }
}
