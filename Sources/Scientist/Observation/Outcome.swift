/// What came of one request to a control and one of its candidates. Every request has exactly one; none is left out of
/// the counts.
public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// Both answered, and the answers are equal under the experiment's comparators.
    case match
    /// They differ, and a rule of the experiment says that this difference does not count.
    case ignored
    /// They differ.
    case mismatch
    /// Only the control failed.
    case controlError = "control_error"
    /// Only the candidate failed.
    case candidateError = "candidate_error"
    /// Both failed.
    case bothError = "both_error"
    /// The candidate did not answer within its deadline.
    case timeout
    /// There was no room for the candidate's call: its queue was full, or its cap reached.
    case dropped
    /// The experiment was not to run for this request: sampling, a condition, a pause.
    case notRun = "not_run"

    /// Whether both were called and there is something to learn from how they compare.
    public var isComparison: Bool {
        switch self {
        case .match, .ignored, .mismatch, .controlError, .candidateError, .bothError: true
        case .timeout, .dropped, .notRun: false
        }
    }
}
