/// A change that was asked for and not made yet.
struct ChangeSet: Sendable, Hashable, Codable {
    var name: String
    /// `arn:aws:cloudformation:REGION:ACCOUNT:changeSet/NAME/UUID`
    var id: String
    var stackName: String
    var stackID: String
    var type: Kind
    var description: String?
    /// In milliseconds since 1970.
    var createdAt: Int
    var status: Status
    var statusReason: String?
    var execution: Execution
    var deployment: Deployment
    var changes: [PlannedChange]
    var failureAction: FailureAction?
    var includesNestedStacks = false

    enum Kind: String, Sendable, Hashable, Codable {
        case create = "CREATE"
        case update = "UPDATE"
    }

    enum Status: String, Sendable, Hashable, Codable {
        case complete = "CREATE_COMPLETE"
        case failed = "FAILED"
    }

    enum Execution: String, Sendable, Hashable, Codable {
        case unavailable = "UNAVAILABLE"
        case available = "AVAILABLE"
        case inProgress = "EXECUTE_IN_PROGRESS"
        case complete = "EXECUTE_COMPLETE"
        case failed = "EXECUTE_FAILED"
    }
}

/// What will happen to a resource, as far as it can be said beforehand.
struct PlannedChange: Sendable, Hashable, Codable {
    /// `Add`, `Modify`, `Remove`
    var action: String
    var logicalID: String
    var physicalID: String?
    var type: String
    /// `True`, `False`, `Conditional`; of modifications only.
    var replacement: String?
    /// `Properties`, `Tags`, `Metadata` and the like.
    var scope: [String] = []
    var details: [Detail] = []
    /// What becomes of the resource that goes: `Delete`, `Retain`, `ReplaceAndDelete`, `ReplaceAndRetain`.
    var policyAction: String?

    struct Detail: Sendable, Hashable, Codable {
        /// `Properties`, `Tags`, `Metadata`
        var attribute: String
        var name: String?
        /// `Always`, `Never`, `Conditionally`
        var requiresRecreation: String
        /// `Static` where the new value is known, `Dynamic` where it depends on another change.
        var evaluation: String
        /// `DirectModification`, `ResourceAttribute`
        var source: String
        /// `Resource.Attribute`
        var causingEntity: String?
    }
}
