internal import AWSAPI

/// An operation under way: what need not survive it.
struct StackWork: Sendable {
    var call: Call
    /// Nil where no template is worked on, or where it cannot be read any more.
    var blueprint: Blueprint?
    /// Logical ids that are done, in the stack's present status.
    var handled: Set<String> = []
    /// Logical ids that could not be deleted.
    var failed: Set<String> = []
    /// Deleted by nobody: they are to stay.
    var retained: Set<String> = []
    var isCancelled = false

    var order: [String] { blueprint?.graph.order ?? [] }
}
