/// What a finished sample says, by the methods that textbooks have: for one look at the end, unlike verdicts. Computed
/// from the latest stored requests.
public struct FinalReport: Sendable, Equatable {
    /// How many of the latest comparisons are looked at, and how many cold starts of each side.
    public static let pairLimit = 2_000
    public static let coldStartLimit = 1_000

    /// Comparisons and candidates' timeouts in it.
    public let requests: Int
    /// When the first and the last of them came, in milliseconds since 1970.
    public let times: ClosedRange<Int>?
    /// Answers that differ, of those that both gave: before noise is taken out, or anything is accepted.
    public let mismatches: Proportion?
    /// Requests that only one side failed.
    public let failures: DiscordantPairs
    /// Nil without warm pairs.
    public let speed: Speed?
    public let coldStarts: ColdStarts

    /// - Parameter pairs: in order of time.
    public init(_ pairs: [Pair], coldStarts: ColdStarts) {
        let pairs = pairs.filter { $0.outcome.isComparison || $0.outcome == .timeout }
        requests = pairs.count
        times = pairs.first.flatMap { first in pairs.last.map { min(first.time, $0.time)...max(first.time, $0.time) } }
        let answered = pairs.count { [.match, .ignored, .mismatch].contains($0.outcome) }
        mismatches = answered > 0 ? Proportion(pairs.count { $0.outcome == .mismatch }, of: answered) : nil
        failures = DiscordantPairs(
            won: pairs.count { $0.outcome == .controlError },
            lost: pairs.count { $0.outcome == .candidateError || $0.outcome == .timeout })
        speed = Speed(pairs)
        self.coldStarts = coldStarts
    }

    /// One stored request.
    public struct Pair: Sendable, Equatable {
        /// Milliseconds since 1970.
        public var time: Int
        public var outcome: Outcome
        /// Durations where both answered warm, in microseconds.
        public var durations: Durations?

        public struct Durations: Sendable, Equatable {
            public var control: Double
            public var candidate: Double
        }

        public init(time: Int, outcome: Outcome, control: Int?, candidate: Int?) {
            self.time = time
            self.outcome = outcome
            guard let control, let candidate, control > 0, candidate > 0 else { return }
            durations = Durations(control: Double(control), candidate: Double(candidate))
        }
    }

    /// How long environments took to begin, in microseconds. They begin when they must, not in pairs.
    public struct ColdStarts: Sendable, Equatable {
        public var control: [Double]
        public var candidate: [Double]
        /// Below this number on either side nothing is compared.
        public static let fewest = 5

        public init(control: [Double] = [], candidate: [Double] = []) {
            self.control = control
            self.candidate = candidate
        }

        /// Candidate against control.
        public var comparison: RankSumTest? {
            min(control.count, candidate.count) >= Self.fewest ? RankSumTest(candidate, control) : nil
        }
    }
}
