/// Source: `StackStatus` in botocore's cloudformation/2010-05-15 model; "Stack status codes", User Guide.
enum StackStatus: String, Sendable, Hashable, Codable, CaseIterable {
    case createInProgress = "CREATE_IN_PROGRESS"
    case createFailed = "CREATE_FAILED"
    case createComplete = "CREATE_COMPLETE"
    case rollbackInProgress = "ROLLBACK_IN_PROGRESS"
    case rollbackFailed = "ROLLBACK_FAILED"
    case rollbackComplete = "ROLLBACK_COMPLETE"
    case deleteInProgress = "DELETE_IN_PROGRESS"
    case deleteFailed = "DELETE_FAILED"
    case deleteComplete = "DELETE_COMPLETE"
    case updateInProgress = "UPDATE_IN_PROGRESS"
    case updateCleanup = "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"
    case updateComplete = "UPDATE_COMPLETE"
    case updateFailed = "UPDATE_FAILED"
    case updateRollbackInProgress = "UPDATE_ROLLBACK_IN_PROGRESS"
    case updateRollbackFailed = "UPDATE_ROLLBACK_FAILED"
    case updateRollbackCleanup = "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS"
    case updateRollbackComplete = "UPDATE_ROLLBACK_COMPLETE"
    case reviewInProgress = "REVIEW_IN_PROGRESS"

    /// Whether the stack is being worked on; one that waits for its first change set is not.
    var isInProgress: Bool { self != .reviewInProgress && rawValue.hasSuffix("_IN_PROGRESS") }

    /// Whether a stack can be updated from here.
    var isUpdatable: Bool {
        switch self {
        case .createComplete, .updateComplete, .updateRollbackComplete, .createFailed, .updateFailed: true
        default: false
        }
    }
}

/// Source: `ResourceStatus` in botocore's model.
enum ResourceStatus: String, Sendable, Hashable, Codable {
    case createInProgress = "CREATE_IN_PROGRESS"
    case createFailed = "CREATE_FAILED"
    case createComplete = "CREATE_COMPLETE"
    case updateInProgress = "UPDATE_IN_PROGRESS"
    case updateFailed = "UPDATE_FAILED"
    case updateComplete = "UPDATE_COMPLETE"
    case deleteInProgress = "DELETE_IN_PROGRESS"
    case deleteFailed = "DELETE_FAILED"
    case deleteComplete = "DELETE_COMPLETE"
    case deleteSkipped = "DELETE_SKIPPED"
}

/// What becomes of a stack whose creation fails.
enum FailureAction: String, Sendable, Hashable, Codable {
    case rollback = "ROLLBACK"
    case delete = "DELETE"
    case doNothing = "DO_NOTHING"
}
