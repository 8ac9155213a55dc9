extension Cloud {
    /// Carries out a command, wholly or not at all.
    ///
    /// - Throws: what AWS's API would answer; the model is then unchanged.
    public mutating func apply(_ command: Command) throws(CloudError) {
        var changed = self
        switch command {
        case .putFunction(let version, let origin):
            try changed.putFunction(version, origin: origin)
        case .publishVersion(let reference, let scope):
            try changed.publishVersion(of: reference, scope: scope)
        case .putAlias(let alias, let reference, let scope):
            try changed.putAlias(alias, of: reference, scope: scope)
        case .deleteAlias(let name, let reference, let scope):
            try changed.deleteAlias(name, of: reference, scope: scope)
        case .deleteFunction(let reference, let scope):
            try changed.deleteFunction(reference, scope: scope)
        case .putAPI(let api):
            changed.apisByID[api.id] = api
        case .deleteAPI(let id, let scope):
            try changed.deleteAPI(id, scope: scope)
        case .replaceFileResources(let functions, let apis):
            try changed.replaceFileResources(functions: functions, apis: apis)
        }
        self = changed
    }
}

// MARK: Functions

extension Cloud {
    private mutating func putFunction(_ version: FunctionVersion, origin: Origin) throws(CloudError) {
        try FunctionLimits.validate(version)
        let key = FunctionKey(name: version.name, account: version.account, region: version.region)
        var latest = version
        latest.version = "$LATEST"
        guard var function = functionsByKey[key] else {
            latest.revision = takeRevision()
            functionsByKey[key] = Function(origin: origin, latest: latest)
            return
        }
        latest.revision = latest.isSame(as: function.latest) ? function.latest.revision : takeRevision()
        function.latest = latest
        function.origin = origin
        functionsByKey[key] = function
    }

    private mutating func publishVersion(of reference: FunctionReference, scope: Scope) throws(CloudError) {
        var function = try function(reference, scope: scope)
        if let newest = function.versions.last, newest.isSame(as: function.latest) { return }
        var published = function.latest
        published.version = String(function.nextVersionNumber)
        published.revision = takeRevision()
        function.versions.append(published)
        function.nextVersionNumber += 1
        store(function)
    }

    private mutating func deleteFunction(_ reference: FunctionReference, scope: Scope) throws(CloudError) {
        var function = try function(reference, scope: scope)
        guard let qualifier = reference.qualifier else {
            functionsByKey[try key(of: reference, scope: scope)] = nil
            return
        }
        switch Qualifier(qualifier) {
        case .latest:
            throw CloudError(
                .invalidParameterValue, "$LATEST version cannot be deleted without deleting the function.")
        case .alias:
            throw CloudError(.invalidParameterValue, "Deletion of aliases is not currently supported.")
        case .version(let number):
            // A version that does not exist is deleted just as well: the operation is idempotent.
            function.versions.removeAll { $0.version == number }
            store(function)
        }
    }

    private mutating func store(_ function: Function) {
        let key = FunctionKey(name: function.name, account: function.account, region: function.region)
        functionsByKey[key] = function
    }

    private mutating func takeRevision() -> Int {
        defer { nextRevision += 1 }
        return nextRevision
    }
}

extension FunctionVersion {
    /// Whether code and configuration are the same, whatever number and revision they go by.
    fileprivate func isSame(as other: FunctionVersion) -> Bool {
        var copy = self
        copy.version = other.version
        copy.revision = other.revision
        copy.sampleEvent = other.sampleEvent
        return copy == other
    }
}

// MARK: Aliases

extension Cloud {
    private mutating func putAlias(
        _ alias: Alias, of reference: FunctionReference, scope: Scope
    ) throws(CloudError) {
        var function = try function(reference, scope: scope)
        try AliasRules.validate(alias, of: function)
        function.aliases[alias.name] = alias
        store(function)
    }

    private mutating func deleteAlias(
        _ name: String, of reference: FunctionReference, scope: Scope
    ) throws(CloudError) {
        var function = try function(reference, scope: scope)
        function.aliases[name] = nil
        store(function)
    }
}

// MARK: APIs and files

extension Cloud {
    private mutating func deleteAPI(_ id: String, scope: Scope) throws(CloudError) {
        guard let api = apisByID[id], api.scope == scope else {
            throw CloudError(.notFound, "Invalid API identifier specified \(scope.account):\(id)")
        }
        apisByID[id] = nil
    }

    private mutating func replaceFileResources(functions: [FunctionVersion], apis: [API]) throws(CloudError) {
        let kept = Set(functions.map { FunctionKey(name: $0.name, account: $0.account, region: $0.region) })
        functionsByKey = functionsByKey.filter { $0.value.origin != .file || kept.contains($0.key) }
        apisByID = apisByID.filter { $0.value.origin != .file }
        for function in functions {
            try putFunction(function, origin: .file)
        }
        for api in apis {
            apisByID[api.id] = api
        }
    }
}
