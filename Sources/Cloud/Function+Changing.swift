extension Function {
    /// Carries out a change; what runs anew is the caller's business.
    mutating func apply(_ change: FunctionChange, _ stamp: Stamp) throws(CloudError) {
        switch change {
        case .configure(let update, let revision): try configure(update, ifRevision: revision, stamp)
        case .replaceCode(let update, let revision): try replaceCode(update, ifRevision: revision, stamp)
        case .identifyCode(let identity, let hash, let size): identifyCode(identity, hash, size)
        case .publish(let request): try publish(request, stamp)
        case .createAlias(let alias): try createAlias(alias, stamp)
        case .updateAlias(let update): try updateAlias(update, stamp)
        case .deleteAlias(let name): deleteAlias(name)
        case .addPermission(let statement, let qualifier, let revision):
            try addPermission(statement, qualifier: qualifier, ifRevision: revision, stamp)
        case .removePermission(let sid, let qualifier, let revision):
            try removePermission(sid: sid, qualifier: qualifier, ifRevision: revision, stamp)
        case .reserveConcurrency(let count): reservedConcurrency = count
        case .provisionConcurrency(let count, let qualifier):
            try provisionConcurrency(count, qualifier: qualifier, stamp)
        case .putEventInvokeConfig(let config, let qualifier): try putEventInvokeConfig(config, qualifier, stamp)
        case .updateEventInvokeConfig(let config, let qualifier):
            try updateEventInvokeConfig(config, qualifier, stamp)
        case .deleteEventInvokeConfig(let qualifier): try deleteEventInvokeConfig(qualifier)
        case .createURL(let url, let qualifier): try createURL(url, qualifier: qualifier)
        case .updateURL(let update, let qualifier): try updateURL(update, qualifier: qualifier, stamp)
        case .deleteURL(let qualifier): try deleteURL(qualifier: qualifier)
        case .tag(let tags): try tag(tags)
        case .untag(let keys): for key in keys { tags[key] = nil }
        case .manageRuntime(let management, let qualifier):
            runtimeManagement[qualifier ?? "$LATEST"] = management
        case .detectRecursion(let value): recursiveLoop = value
        }
    }

    private mutating func tag(_ new: [String: String]) throws(CloudError) {
        let merged = tags.merging(new) { _, new in new }
        guard merged.count <= 50 else {
            throw CloudError(.invalidParameterValue, "Number of tags exceeds resource tag limit.")
        }
        tags = merged
    }

    /// `ARN:QUALIFIER`, or the ARN alone.
    func arn(_ qualifier: String? = nil) -> String { scope.functionARN(name, qualifier: qualifier) }

    /// Makes sure that there is what a qualifier names.
    ///
    /// - Throws: ResourceNotFoundException, with the words of permissions and configurations.
    public func check(qualifier: String?) throws(CloudError) {
        guard let qualifier else { return }
        switch Qualifier(qualifier) {
        case .latest: return
        case .version(let number):
            guard version(number) != nil else { throw Cloud.notFound(arn(qualifier)) }
        case .alias(let alias):
            guard aliases[alias] != nil else {
                throw CloudError(.resourceNotFound, "Cannot find alias arn: \(arn(qualifier))")
            }
        }
    }
}
