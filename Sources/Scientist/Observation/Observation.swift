/// What came of one request to the control and one candidate: everything that is known of it.
///
/// Request and answers are normalised and redacted already.
public struct Observation: Sendable, Hashable {
    /// The gateway's request id; the same for all candidates.
    public var requestID: String
    /// Milliseconds since 1970.
    public var time: Int
    public var experiment: String
    public var version: Int
    /// The candidate's key.
    public var candidate: String
    public var request: Request
    /// How long the client waited, in microseconds.
    public var clientMicroseconds: Int?
    /// The run that answered the client.
    public var control: Run?
    /// The control's run beside the candidate's; nil if there was none.
    public var twin: Run?
    /// Nil if the candidate was not called.
    public var candidateRun: Run?
    public var outcome: Outcome
    public var differences: [Difference]
    /// Where the control's twin differs from the answer that the client got.
    public var noise: [Noise]
    /// Cohort by cohort of the experiment, which group the request is in.
    public var cohorts: [String]
    /// Whether an answer was so long that a `replace` step was given up and the text compared as it was; not stored.
    public var isUnreplaced = false

    public init(
        requestID: String, time: Int, experiment: String, version: Int, candidate: String, request: Request,
        clientMicroseconds: Int? = nil, control: Run? = nil, twin: Run? = nil, candidateRun: Run? = nil,
        outcome: Outcome, differences: [Difference] = [], noise: [Noise] = [], cohorts: [String] = []
    ) {
        self.requestID = requestID
        self.time = time
        self.experiment = experiment
        self.version = version
        self.candidate = candidate
        self.request = request
        self.clientMicroseconds = clientMicroseconds
        self.control = control
        self.twin = twin
        self.candidateRun = candidateRun
        self.outcome = outcome
        self.differences = differences
        self.noise = noise
        self.cohorts = cohorts
    }
}

extension Observation {
    /// Where, and in which way, the control differs from itself.
    public struct Noise: Sendable, Hashable, Codable {
        public var path: FieldPath
        public var kind: Difference.Kind

        public init(path: FieldPath, kind: Difference.Kind) {
            self.path = path
            self.kind = kind
        }
    }
}

/// A client's request.
public struct Request: Sendable, Hashable {
    public var method: String
    /// Without the query, percent-encoded as sent.
    public var path: String
    /// Without the question mark; nil for none.
    public var query: String?
    /// Names in lower case.
    public var headers: [Answer.Header]
    public var body: [UInt8]

    public init(
        method: String, path: String, query: String? = nil, headers: [Answer.Header] = [], body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}
