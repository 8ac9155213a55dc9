extension Cloud {
    /// Carries out a command, wholly or not at all.
    ///
    /// - Throws: what AWS's API would answer; the model is then unchanged.
    public mutating func apply(_ command: Command) throws(CloudError) {
        var changed = self
        switch command {
        case .putFunction(let version, let origin):
            try changed.putFunction(version, origin: origin)
        case .createFunction(let version, let tags):
            try changed.createFunction(version, tags: tags)
        case .change(let reference, let scope, let change, let stamp):
            try changed.change(reference, scope: scope, change, stamp)
        case .deleteFunction(let reference, let scope):
            try changed.deleteFunction(reference, scope: scope)
        case .publishLayer(let version):
            changed.publishLayer(version)
        case .deleteLayerVersion(let name, let number, let scope):
            changed.deleteLayerVersion(name, number, scope: scope)
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
    private mutating func createFunction(_ version: FunctionVersion, tags: [String: String]) throws(CloudError) {
        let key = FunctionKey(name: version.name, account: version.account, region: version.region)
        // What a file declares is there for whoever deploys the same file: a deployment takes it over.
        guard functionsByKey[key].map({ $0.origin == .file }) ?? true else {
            throw CloudError(.resourceConflict, "Function already exist: \(version.name)")
        }
        functionsByKey[key] = nil
        try putFunction(version, origin: .api)
        functionsByKey[key]?.tags = tags
    }

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
        if latest.isSame(as: function.latest) {
            latest.revision = function.latest.revision
            latest.stamp = function.latest.stamp
            latest.details.codeSHA256 = function.latest.details.codeSHA256
            latest.details.codeSizeBytes = function.latest.details.codeSizeBytes
        } else {
            latest.revision = takeRevision()
        }
        function.latest = latest
        function.origin = origin
        functionsByKey[key] = function
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
            try function.deleteVersion(number)
            store(function)
        }
    }

    /// A change of what runs gets a new revision; whatever else changes leaves environments as they are.
    private mutating func change(
        _ reference: FunctionReference, scope: Scope, _ change: FunctionChange, _ stamp: Stamp
    ) throws(CloudError) {
        var function = try function(reference, scope: scope)
        if case .reserveConcurrency(let wanted?) = change { try checkReservation(of: wanted, for: function) }
        let before = function
        try function.apply(change, stamp)
        if !function.latest.runsAs(before.latest) { function.latest.revision = takeRevision() }
        if let published = function.versions.last, before.version(published.version) == nil {
            function.versions[function.versions.count - 1].revision = takeRevision()
        }
        store(function)
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

// MARK: Layers

extension Cloud {
    private mutating func publishLayer(_ version: LayerVersion) {
        let key = LayerKey(name: version.name, scope: version.scope)
        var layer = layersByKey[key, default: Layer()]
        var version = version
        version.number = layer.nextNumber
        layer.nextNumber += 1
        layer.versions.append(version)
        layersByKey[key] = layer
    }

    /// The layer stays, if only for its next number.
    private mutating func deleteLayerVersion(_ name: String, _ number: Int, scope: Scope) {
        layersByKey[LayerKey(name: name, scope: scope)]?.versions.removeAll { $0.number == number }
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
        // One of the same name that was deployed stays as it is, as its functions do.
        for api in apis where apisByID[api.id] == nil {
            apisByID[api.id] = api
        }
    }
}

// MARK: What was stored

extension Cloud {
    /// A function as an earlier run of the emulator left it; its environments start anew.
    public mutating func restore(_ function: Function) {
        var function = function
        function.latest.revision = takeRevision()
        for index in function.versions.indices { function.versions[index].revision = takeRevision() }
        store(function)
    }

    /// A layer as an earlier run of the emulator left it.
    public mutating func restore(_ layer: Layer, name: String, scope: Scope) {
        layersByKey[LayerKey(name: name, scope: scope)] = layer
    }
}
