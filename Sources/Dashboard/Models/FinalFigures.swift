/// What textbook methods say of a candidate's latest requests, for one look at the end of an experiment.
package struct FinalFigures: Sendable {
    /// How many requests it is about.
    package var requests: Int
    /// Answers that differ; nil before both have answered a request.
    package var mismatches: Share?
    package var failures: Failures
    /// Fields at which the candidate and the control's twin differ from the control unequally often.
    package var fields: [(field: String, chance: Double)]
    /// Nil without pairs of warm runs.
    package var speed: Speed?
    /// Nil where too few environments have begun.
    package var coldStarts: ColdStarts?

    package init(
        requests: Int, mismatches: Share?, failures: Failures, fields: [(field: String, chance: Double)],
        speed: Speed?, coldStarts: ColdStarts?
    ) {
        self.requests = requests
        self.mismatches = mismatches
        self.failures = failures
        self.fields = fields
        self.speed = speed
        self.coldStarts = coldStarts
    }

    package struct Share: Sendable {
        package var hits: Int
        package var count: Int
        /// Wilson's, 95 %.
        package var interval: ClosedRange<Double>

        package init(hits: Int, count: Int, interval: ClosedRange<Double>) {
            self.hits = hits
            self.count = count
            self.interval = interval
        }
    }

    /// Requests that only one side failed.
    package struct Failures: Sendable {
        package var controlOnly: Int
        package var candidateOnly: Int
        /// McNemar's exact test.
        package var chance: Double

        package init(controlOnly: Int, candidateOnly: Int, chance: Double) {
            self.controlOnly = controlOnly
            self.candidateOnly = candidateOnly
            self.chance = chance
        }
    }

    package struct Speed: Sendable {
        package var pairs: Int
        /// Candidate to control: the Hodges-Lehmann estimate.
        package var ratio: Double
        /// Wilcoxon's signed-rank test; nil where no pair differs.
        package var chance: Double?
        /// Candidate less control in microseconds: `p50` and the like, with 95 % bootstrap intervals.
        package var percentiles: [Quantile]

        package init(pairs: Int, ratio: Double, chance: Double?, percentiles: [Quantile]) {
            self.pairs = pairs
            self.ratio = ratio
            self.chance = chance
            self.percentiles = percentiles
        }
    }

    package struct ColdStarts: Sendable {
        package var control: Int
        package var candidate: Int
        /// Candidate less control, in microseconds.
        package var shift: Double
        /// Mann-Whitney U.
        package var chance: Double

        package init(control: Int, candidate: Int, shift: Double, chance: Double) {
            self.control = control
            self.candidate = candidate
            self.shift = shift
            self.chance = chance
        }
    }
}
