internal import Cloud
internal import JSON

/// A stack: what it was asked to be, and how far it has come.
struct Stack: Sendable, Hashable, Codable {
    var name: String
    /// `arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/UUID`
    var id: String
    var account: String
    var region: String
    var status: StackStatus
    var statusReason: String?
    /// Times are in milliseconds since 1970.
    var createdAt: Int
    var updatedAt: Int?
    var deletedAt: Int?
    /// What it is, or is being brought to.
    var deployment: Deployment
    /// What an update that has not succeeded yet goes back to.
    var lastStable: Snapshot?
    /// Resources that were replaced by others since ``lastStable``, and are not part of it.
    var superseded: [StackResource] = []
    /// Resources that are about to be deleted, in this order.
    var leaving: [StackResource] = []
    /// Of its creation.
    var failureAction = FailureAction.rollback
    /// Of the operation under way: leaves everything as it is after a failure.
    var disablesRollback = false
    /// Of the operation under way: deletes what it made when it fails, whatever `DeletionPolicy` says.
    var retainsExceptOnCreate = false
    var timeoutInMinutes: Int?
    var isProtected = false
    var policy: String?
    /// The change set that was executed last.
    var changeSetID: String?
    /// Of the operation under way, for its events.
    var clientToken: String?

    var scope: Scope { Scope(account: account, region: region) }

    /// `account/region/uuid`: what its records begin with.
    var key: String { Self.key(id: id) }

    static func key(id: String) -> String {
        let parts = id.split(separator: ":", maxSplits: 5)
        guard parts.count == 6 else { return id }
        return "\(parts[4])/\(parts[3])/\(id.split(separator: "/").last ?? "")"
    }
}

/// What a stack was like when it last was whole.
struct Snapshot: Sendable, Hashable, Codable {
    var deployment: Deployment
    var resources: [StackResource]
    var status: StackStatus
}

/// What a stack is asked to be.
struct Deployment: Sendable, Hashable, Codable {
    /// As it came, to the letter.
    var template: String
    /// Of the template.
    var description: String?
    var parameters: [ParameterValues.Value] = []
    /// Keys of parameters whose values are shown to nobody.
    var secretParameters: [String] = []
    var tags: [Tag] = []
    var capabilities: [String] = []
    var notificationARNs: [String] = []
    var roleARN: String?
    /// Known once the resources are.
    var outputs: [StackOutput] = []
    /// Names of exports that it uses.
    var imports: [String] = []

    struct Tag: Sendable, Hashable, Codable {
        var key: String
        var value: String
    }
}

struct StackOutput: Sendable, Hashable, Codable {
    var key: String
    var value: String
    var description: String?
    var exportName: String?
}
