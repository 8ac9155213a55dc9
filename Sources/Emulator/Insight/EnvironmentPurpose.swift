/// Whose requests an environment runs.
package enum EnvironmentRole: String, Sendable, CaseIterable {
    /// Those of clients.
    case client
    /// The same requests once more, to be compared with the control's answers.
    case candidate
    /// The control beside a candidate.
    case twin
    /// A memory size that is only tried.
    case trial
}

/// What an environment is there for.
struct EnvironmentPurpose: Sendable {
    let role: EnvironmentRole
    /// With candidates and twins: the experiment, and the key of the candidate.
    let experiment: String?
    let candidate: String?

    /// For clients, before any of them has asked.
    static let client = EnvironmentPurpose(role: .client, experiment: nil, candidate: nil)

    private init(role: EnvironmentRole, experiment: String?, candidate: String?) {
        self.role = role
        self.experiment = experiment
        self.candidate = candidate
    }

    init(_ request: Invocation.Request) {
        experiment = request.mirrorRole?.plan
        candidate = request.mirrorRole?.shadow
        if let mirrorRole = request.mirrorRole {
            role = mirrorRole.isTwin ? .twin : .candidate
        } else {
            role = request.trialMemorySizeMB == nil ? .client : .trial
        }
    }
}
