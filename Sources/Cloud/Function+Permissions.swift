extension Function {
    /// The policy of the function (nil) or of a version or alias; nil if it says nothing.
    public func policy(qualifier: String?) -> ResourcePolicy? { policies[qualifier ?? "$LATEST"] }

    mutating func addPermission(
        _ statement: PolicyStatement, qualifier: String?, ifRevision: String?, _ stamp: Stamp
    ) throws(CloudError) {
        guard qualifier != "$LATEST" else {
            throw CloudError(.invalidParameterValue, "We currently do not support adding policies for $LATEST.")
        }
        try check(qualifier: qualifier)
        var policy = policy(qualifier: qualifier) ?? ResourcePolicy()
        try Stamp.check(ifRevision, against: policy.revisionID, refusal: .revisionMismatch(of: "GetPolicy"))
        guard !policy.statements.contains(where: { $0.sid == statement.sid }) else {
            throw CloudError(
                .resourceConflict,
                "The statement id (\(statement.sid)) provided already exists. Please provide a new statement id, or "
                    + "remove the existing statement.")
        }
        policy.statements.append(statement)
        policy.revisionID = stamp.revisionID
        guard policy.text.utf8.count <= ResourcePolicy.maximumBytes else {
            throw CloudError(
                .policyLengthExceeded,
                "The final policy size (\(policy.text.utf8.count)) is bigger than the limit "
                    + "(\(ResourcePolicy.maximumBytes)).")
        }
        policies[qualifier ?? "$LATEST"] = policy
    }

    mutating func removePermission(
        sid: String, qualifier: String?, ifRevision: String?, _ stamp: Stamp
    ) throws(CloudError) {
        try check(qualifier: qualifier)
        guard var policy = policy(qualifier: qualifier) else {
            throw CloudError(.resourceNotFound, "No policy is associated with the given resource.")
        }
        guard let index = policy.statements.firstIndex(where: { $0.sid == sid }) else {
            throw CloudError(.resourceNotFound, "Statement \(sid) is not found in resource policy.")
        }
        try Stamp.check(ifRevision, against: policy.revisionID, refusal: .revisionMismatch(of: "GetPolicy"))
        policy.statements.remove(at: index)
        policy.revisionID = stamp.revisionID
        policies[qualifier ?? "$LATEST"] = policy.statements.isEmpty ? nil : policy
    }
}
