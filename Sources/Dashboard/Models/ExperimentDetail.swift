/// Everything about one experiment.
package struct ExperimentDetail: Sendable {
    package var summary: ExperimentSummary
    /// `after-response` and the like.
    package var mode: String
    /// The file, or `uploaded`.
    package var origin: String
    /// Ratios within 1 / (1 + tolerance) and 1 + tolerance are equivalent.
    package var latencyTolerance: Double
    package var costTolerance: Double
    /// The rate of mismatches below which answers are equivalent.
    package var mismatchLimit: Double
    /// The control's runs beside all candidates, taken together.
    package var control: SideFigures
    /// In the order of the summary's.
    package var candidates: [CandidateDetail]
    /// The newest first.
    package var versions: [VersionModel]
    /// As an experiments.yml has it.
    package var definition: String
    /// Milliseconds since 1970.
    package var now: Int

    package init(
        summary: ExperimentSummary, mode: String, origin: String, latencyTolerance: Double, costTolerance: Double,
        mismatchLimit: Double, control: SideFigures, candidates: [CandidateDetail], versions: [VersionModel],
        definition: String, now: Int
    ) {
        self.summary = summary
        self.mode = mode
        self.origin = origin
        self.latencyTolerance = latencyTolerance
        self.costTolerance = costTolerance
        self.mismatchLimit = mismatchLimit
        self.control = control
        self.candidates = candidates
        self.versions = versions
        self.definition = definition
        self.now = now
    }
}

package struct VersionModel: Sendable {
    package var number: Int
    /// Milliseconds since 1970.
    package var started: Int
    package var definition: String

    package init(number: Int, started: Int, definition: String) {
        self.number = number
        self.started = started
        self.definition = definition
    }
}

/// What was measured of one function.
package struct SideFigures: Sendable {
    /// Of warm runs: microseconds with their count, ascending.
    package var durations: [(value: Double, count: Int)]
    /// p50, p90, p95 and p99.
    package var quantiles: [Quantile]
    package var warmRuns: Int
    package var coldStarts: Int
    /// Microseconds; nil without cold starts.
    package var meanInit: Double?
    package var memorySizeMB: Int
    package var maxMemoryMB: Int
    /// Microseconds of CPU per warm run; nil where unknown.
    package var meanCPU: Double?
    /// Dollars, requests included; nil before the first run.
    package var costPerMillion: Double?

    package init(
        durations: [(value: Double, count: Int)], quantiles: [Quantile], warmRuns: Int, coldStarts: Int,
        meanInit: Double?, memorySizeMB: Int, maxMemoryMB: Int, meanCPU: Double? = nil, costPerMillion: Double? = nil
    ) {
        self.durations = durations
        self.quantiles = quantiles
        self.warmRuns = warmRuns
        self.coldStarts = coldStarts
        self.meanInit = meanInit
        self.memorySizeMB = memorySizeMB
        self.maxMemoryMB = maxMemoryMB
        self.meanCPU = meanCPU
        self.costPerMillion = costPerMillion
    }
}

/// Microseconds. Nothing but the name where the sample cannot bound it.
package struct Quantile: Sendable {
    package var name: String
    package var value: Double?
    package var interval: ClosedRange<Double>?
    /// Whether the interval holds however often one looks; else for one look only.
    package var holdsAlways: Bool

    package init(
        name: String, value: Double? = nil, interval: ClosedRange<Double>? = nil, holdsAlways: Bool = false
    ) {
        self.name = name
        self.value = value
        self.interval = interval
        self.holdsAlways = holdsAlways
    }
}

/// What is known of one candidate beyond its verdicts.
package struct CandidateDetail: Sendable {
    package var figures: SideFigures
    package var cpuRatio: Double?
    /// How the ratio of paired durations came about, the oldest first.
    package var history: [RatioPoint]
    package var failures: [FailureModel]
    package var differences: [DifferenceModel]
    package var acceptances: [AcceptanceModel]
    package var cohorts: [CohortModel]
    /// For a report only.
    package var final: FinalFigures?

    package init(
        figures: SideFigures, cpuRatio: Double?, history: [RatioPoint], failures: [FailureModel],
        differences: [DifferenceModel], acceptances: [AcceptanceModel], cohorts: [CohortModel],
        final: FinalFigures? = nil
    ) {
        self.figures = figures
        self.cpuRatio = cpuRatio
        self.history = history
        self.failures = failures
        self.differences = differences
        self.acceptances = acceptances
        self.cohorts = cohorts
        self.final = final
    }
}

/// The ratio of paired durations as it was known at a time.
package struct RatioPoint: Sendable {
    /// Milliseconds since 1970.
    package var time: Int
    package var count: Int
    package var ratio: Double
    package var interval: ClosedRange<Double>

    package init(time: Int, count: Int, ratio: Double, interval: ClosedRange<Double>) {
        self.time = time
        self.count = count
        self.ratio = ratio
        self.interval = interval
    }
}

package struct FailureModel: Sendable {
    package var type: String
    package var control: Int
    package var candidate: Int

    package init(type: String, control: Int, candidate: Int) {
        self.type = type
        self.control = control
        self.candidate = candidate
    }
}

/// A field at which answers differ, with the latest example.
package struct DifferenceModel: Sendable {
    package var field: String
    package var count: Int
    package var kinds: [String]
    package var control: String?
    package var candidate: String?
    /// The control differs from its own twin there, too: nobody's fault.
    package var isNoise: Bool

    package init(
        field: String, count: Int, kinds: [String], control: String?, candidate: String?, isNoise: Bool = false
    ) {
        self.field = field
        self.count = count
        self.kinds = kinds
        self.isNoise = isNoise
        self.control = control
        self.candidate = candidate
    }
}

package struct AcceptanceModel: Sendable {
    package var fields: [String]
    package var reason: String
    /// Milliseconds since 1970.
    package var time: Int

    package init(fields: [String], reason: String, time: Int) {
        self.fields = fields
        self.reason = reason
        self.time = time
    }
}

package struct CohortModel: Sendable {
    package var name: String
    package var requests: Int
    package var verdicts: [VerdictModel]

    package init(name: String, requests: Int, verdicts: [VerdictModel]) {
        self.name = name
        self.requests = requests
        self.verdicts = verdicts
    }
}
