/// An experiment: a control that answers clients, and candidates that answer the same requests behind their backs.
///
/// The definition alone, as `experiments.yml` has it with defaults filled in; what is switched at run time (a pause, a
/// share of the traffic) is no part of it. Everything but ``sampling`` and ``storage`` decides what results mean.
public struct Experiment: Sendable, Hashable, Codable {
    /// Unique among experiments.
    public var name: String
    /// The path of the gateway routes that it watches, without the leading slash: `round`.
    public var path: String
    public var control: Subject
    /// In the order of the file; keys are unique, and there is at least one.
    public var candidates: [Candidate]
    /// What of two answers is held against each other; never empty.
    public var comparators: [Comparator]
    /// What is done to both answers before they are compared, stored or shown, in this order.
    public var normalisation: [NormalisationStep] = []
    /// Differences that do not count.
    public var ignores: [IgnoreRule] = []
    /// What is never stored of requests and answers.
    public var redactions: Redactions = Redactions()
    public var sampling = Sampling()
    /// All must hold for candidates to be called.
    public var conditions: [Condition] = []
    /// In upper case; nil for whatever the routes take.
    public var methods: [String]?
    public var mode = Mode.afterResponse
    /// Whether the control is called once more beside each candidate, so that both run under the same conditions.
    /// Without it speed is compared with the run that answered the client.
    public var hasControlTwin = true
    /// How long a candidate may take, in milliseconds, whatever its own limit is.
    public var deadlineMilliseconds = 30_000
    /// How many calls of one candidate may be under way; its twin's do not count.
    public var concurrency = 1
    /// How many requests may wait for one candidate; more are dropped, and counted.
    public var queueLimit = 1_000
    public var cohorts: [Cohort] = []
    public var tolerances = Tolerances()
    public var storage = StorageLimits()

    public init(
        name: String, path: String, control: Subject, candidates: [Candidate],
        comparators: [Comparator] = [.body(.automatic), .statusCode]
    ) {
        self.name = name
        self.path = path
        self.control = control
        self.candidates = candidates
        self.comparators = comparators
    }
}

/// A function under observation.
public struct Subject: Sendable, Hashable, Codable {
    /// For people.
    public var name: String
    /// With region and account filled in; may carry a qualifier.
    public var arn: String

    public init(name: String, arn: String) {
        self.name = name
        self.arn = arn
    }
}

/// A function that may take the control's place one day.
public struct Candidate: Sendable, Hashable, Codable {
    /// What the definition calls it: `candidate-1`.
    public var key: String
    public var subject: Subject
    /// Variables that it gets in place of, or on top of, its own.
    public var environment: [String: String] = [:]
    /// Whether it runs without a network, so that it can change nothing elsewhere.
    public var isDeniedNetwork = false

    public init(key: String, subject: Subject) {
        self.key = key
        self.subject = subject
    }
}
