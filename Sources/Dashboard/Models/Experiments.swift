/// All experiments, as far as they have come.
package struct Overview: Sendable {
    /// In the order of the definitions.
    package var experiments: [ExperimentSummary]
    /// Requests that found no room to be looked at.
    package var lostReports: Int
    /// Observations that are counted, and could not be stored.
    package var unstored: Int
    /// Where clients reach the app, for the page that has nothing else to show.
    package var apiAddress: String

    package init(experiments: [ExperimentSummary], lostReports: Int, unstored: Int, apiAddress: String) {
        self.experiments = experiments
        self.lostReports = lostReports
        self.unstored = unstored
        self.apiAddress = apiAddress
    }
}

/// One experiment with its verdicts.
package struct ExperimentSummary: Sendable {
    package enum State: Sendable { case running, paused, notRunning }

    package var name: String
    /// Without the leading slash.
    package var path: String
    package var version: Int
    /// When this version began, in milliseconds since 1970.
    package var started: Int
    package var state: State
    /// 0 to 100.
    package var samplePercent: Double
    /// Why it does not run, or not everywhere; sentences.
    package var problems: [String]
    /// What is allowed, and perhaps not meant; sentences.
    package var notices: [String]
    package var control: FunctionName
    package var candidates: [CandidateSummary]

    package init(
        name: String, path: String, version: Int, started: Int, state: State, samplePercent: Double,
        problems: [String] = [], notices: [String] = [], control: FunctionName, candidates: [CandidateSummary]
    ) {
        self.name = name
        self.path = path
        self.version = version
        self.started = started
        self.state = state
        self.samplePercent = samplePercent
        self.problems = problems
        self.notices = notices
        self.control = control
        self.candidates = candidates
    }
}

/// A function as an experiment names it.
package struct FunctionName: Sendable {
    /// For people.
    package var title: String
    /// Its name in Lambda.
    package var function: String

    package init(title: String, function: String) {
        self.title = title
        self.function = function
    }
}

/// One candidate with its verdicts.
package struct CandidateSummary: Sendable {
    package enum Advice: String, Sendable { case promote, keep, wait }

    package var key: String
    package var name: FunctionName
    /// Finished comparisons.
    package var requests: Int
    /// With their counts, in a fixed order; those that never happened may be missing.
    package var outcomes: [(name: String, count: Int)]
    /// 0 to 100.
    package var samplePercent: Double
    package var advice: Advice
    /// Why, in a sentence.
    package var adviceExplanation: String
    /// In the order in which they are shown.
    package var verdicts: [VerdictModel]

    package init(
        key: String, name: FunctionName, requests: Int, outcomes: [(name: String, count: Int)],
        samplePercent: Double = 100, advice: Advice, adviceExplanation: String, verdicts: [VerdictModel]
    ) {
        self.key = key
        self.name = name
        self.requests = requests
        self.outcomes = outcomes
        self.samplePercent = samplePercent
        self.advice = advice
        self.adviceExplanation = adviceExplanation
        self.verdicts = verdicts
    }
}

/// What is said of a candidate in one respect.
package struct VerdictModel: Sendable {
    package enum State: String, Sendable, CaseIterable {
        case better, equivalent, worse
        case notYet = "not yet"
    }

    /// `behaviour`, `errors`, `latency`, `memory` or `cost`.
    package var metric: String
    package var state: State
    /// How many observations it rests on.
    package var count: Int
    /// Candidate to control.
    package var ratio: Double?
    /// How often it happens: 0 to 1.
    package var rate: Double?
    /// Where ratio or rate lie.
    package var interval: ClosedRange<Double>?
    /// About how many more requests it takes.
    package var needed: Int?
    package var method: String
    package var explanation: String

    package init(
        metric: String, state: State, count: Int, ratio: Double? = nil, rate: Double? = nil,
        interval: ClosedRange<Double>? = nil, needed: Int? = nil, method: String, explanation: String
    ) {
        self.metric = metric
        self.state = state
        self.count = count
        self.ratio = ratio
        self.rate = rate
        self.interval = interval
        self.needed = needed
        self.method = method
        self.explanation = explanation
    }
}
