extension FunctionLimits {
    /// Lambda's default quota on concurrent executions of an account in one region.
    public static let accountConcurrency = 1_000
    /// What reservations must leave to functions that have none.
    public static let minimumUnreservedConcurrency = 100
}

extension Cloud {
    /// What reservations leave of an account's concurrency in a region.
    public func unreservedConcurrency(in scope: Scope) -> Int {
        FunctionLimits.accountConcurrency - reservedConcurrency(in: scope, except: nil)
    }

    private func reservedConcurrency(in scope: Scope, except name: String?) -> Int {
        functionsByKey.reduce(0) { sum, entry in
            guard entry.key.account == scope.account, entry.key.region == scope.region, entry.key.name != name else {
                return sum
            }
            return sum + (entry.value.reservedConcurrency ?? 0)
        }
    }

    func checkReservation(of wanted: Int, for function: Function) throws(CloudError) {
        let others = reservedConcurrency(in: function.scope, except: function.name)
        guard FunctionLimits.accountConcurrency - others - wanted >= FunctionLimits.minimumUnreservedConcurrency else {
            throw CloudError(
                .invalidParameterValue,
                "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution "
                    + "below its minimum value of [\(FunctionLimits.minimumUnreservedConcurrency)].")
        }
        let provisioned = function.provisionedConcurrency.values.reduce(0) { $0 + $1.requested }
        guard wanted >= provisioned else {
            throw CloudError(
                .invalidParameterValue,
                "ReservedConcurrentExecutions  \(wanted) should not be lower than function's total provisioned "
                    + "concurrency [\(provisioned)].")
        }
    }
}

extension Function {
    mutating func provisionConcurrency(_ count: Int?, qualifier: String, _ stamp: Stamp) throws(CloudError) {
        guard qualifier != "$LATEST" else {
            throw CloudError(
                .invalidParameterValue,
                "Provisioned Concurrency Configs cannot be applied to unpublished function versions.")
        }
        try check(qualifier: qualifier)
        guard let count else {
            provisionedConcurrency[qualifier] = nil
            return
        }
        try checkPlace(of: qualifier)
        let others = provisionedConcurrency.filter { $0.key != qualifier }.values.reduce(0) { $0 + $1.requested }
        if let reservedConcurrency, others + count > reservedConcurrency {
            throw CloudError(
                .invalidParameterValue,
                "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for "
                    + "function")
        }
        guard others + count <= FunctionLimits.accountConcurrency - FunctionLimits.minimumUnreservedConcurrency else {
            throw CloudError(
                .invalidParameterValue,
                "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [1000].")
        }
        provisionedConcurrency[qualifier] = ProvisionedConcurrency(requested: count, lastModified: stamp.time)
    }

    /// A version has it by its number or through an alias, not both.
    private func checkPlace(of qualifier: String) throws(CloudError) {
        switch Qualifier(qualifier) {
        case .latest: return
        case .alias(let name):
            let version = aliases[name]?.functionVersion
            guard version == "$LATEST" else {
                guard let version, provisionedConcurrency[version] != nil else { return }
                throw CloudError(
                    .resourceConflict,
                    "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version")
            }
            throw CloudError(
                .invalidParameterValue,
                "Provisioned Concurrency Configs cannot be applied to unpublished function versions.")
        case .version(let number):
            let users = aliases.values.filter { $0.functionVersion == number }
            guard users.contains(where: { provisionedConcurrency[$0.name] != nil }) else { return }
            throw CloudError(
                .resourceConflict,
                "Version is pointed by a Provisioned Concurrency alias")
        }
    }

    /// How many environments of each version are to be kept ready, by version number.
    public var provisionedVersions: [String: Int] {
        var counts: [String: Int] = [:]
        for (qualifier, provisioned) in provisionedConcurrency {
            let number = aliases[qualifier]?.functionVersion ?? qualifier
            if version(number) != nil { counts[number, default: 0] += provisioned.requested }
        }
        return counts
    }
}
