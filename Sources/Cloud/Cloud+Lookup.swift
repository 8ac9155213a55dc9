extension Cloud {
    /// Finds what a caller means, and the version that runs.
    ///
    /// - Parameters:
    ///   - scope: who asks; fills in what the reference leaves out.
    ///   - draw: a random number from 0 up to, not including, 1; asked for only if an alias shares its traffic.
    /// - Throws: ResourceNotFoundException (also for a region other than the caller's), AccessDeniedException for an
    ///   account other than the caller's. The messages are those of Invoke.
    public func function(
        _ reference: FunctionReference, scope: Scope, draw: () -> Double
    ) throws(CloudError) -> Resolved {
        let key = try key(of: reference, scope: scope)
        guard let function = functionsByKey[key],
            let version = function.version(qualifier: reference.qualifier, draw: draw)
        else {
            throw Cloud.notFound(scope.functionARN(reference.name, qualifier: reference.qualifier ?? "$LATEST"))
        }
        return Resolved(
            version: version, invokedARN: scope.functionARN(reference.name, qualifier: reference.qualifier),
            reservation: function.reservedConcurrency.map {
                Reservation(function: function.unqualifiedARN, limit: $0)
            })
    }

    /// The function with all its versions and aliases; the reference's qualifier plays no part.
    ///
    /// - Throws: as ``function(_:scope:draw:)``, with the messages of the control plane (no qualifier added).
    public func function(_ reference: FunctionReference, scope: Scope) throws(CloudError) -> Function {
        guard let function = functionsByKey[try key(of: reference, scope: scope)] else {
            throw Cloud.notFound(scope.functionARN(reference.name))
        }
        return function
    }

    func key(of reference: FunctionReference, scope: Scope) throws(CloudError) -> FunctionKey {
        try Cloud.check(placeOf: reference, from: scope)
        return FunctionKey(name: reference.name, account: scope.account, region: scope.region)
    }

    /// - Throws: if the reference leads out of the caller's region or account.
    public static func check(placeOf reference: FunctionReference, from scope: Scope) throws(CloudError) {
        if let region = reference.region, region != scope.region {
            throw CloudError(
                .resourceNotFound, "Functions from '\(region)' are not reachable in this region ('\(scope.region)')")
        }
        if let account = reference.account, account != scope.account {
            let resource = Scope(account: account, region: scope.region).functionARN(reference.name)
            throw CloudError(
                .accessDenied,
                "User: arn:aws:iam::\(scope.account):root is not authorized to perform: lambda:InvokeFunction on "
                    + "resource: \(resource) because no resource-based policy allows the lambda:InvokeFunction action")
        }
    }

    static func notFound(_ arn: String) -> CloudError {
        CloudError(.resourceNotFound, "Function not found: \(arn)")
    }
}
