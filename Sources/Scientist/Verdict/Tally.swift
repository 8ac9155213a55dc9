/// Everything that verdicts need to know of a candidate's observations, kept up to date with each: its size does not grow
/// with their number. The same observations in the same order give the same tally, bit for bit.
public struct Tally: Sendable, Equatable, Codable {
    /// Outcomes by their raw value.
    private var outcomes: [String: Int] = [:]
    /// Differences that go together, and how often.
    public private(set) var mismatches: [Mismatch: Int] = [:]
    /// Mismatches of kinds beyond ``mismatchLimit``.
    public private(set) var otherMismatches = 0
    /// How often candidate or twin alone differed from the control, by field and in which way.
    public private(set) var fields: [Mark: DiscordantPairs] = [:]
    /// How often twin and candidate both differed from the control there, in that way.
    public private(set) var restlessFields: [Mark: Int] = [:]
    /// Requests that both failed, each in a way of its own.
    public private(set) var differingFailures = 0
    /// Requests on which only one of the two failed.
    public private(set) var failures = DiscordantPairs()
    /// How often each side failed, by type of failure.
    public private(set) var failureTypes: [String: FailureCount] = [:]
    /// Of warm runs, candidate to control.
    public private(set) var latency = LogRatios()
    public private(set) var cpu = PairedTotals()
    public private(set) var cost = PairedTotals()
    public private(set) var control = Side()
    public private(set) var candidate = Side()
    /// What clients saw of the control, in microseconds.
    public private(set) var clients = LogHistogram()
    public private(set) var memory = EnvironmentMemory()
    /// Requests with an answer in which a `replace` step was given up, see ``Pattern/stepLimit``.
    public private(set) var unreplaced = 0

    /// Raised whenever totals come to hold, or to mean, something else. It is part of what an experiment's results mean, so
    /// totals of two formats are never added up: with another format an experiment begins a new version.
    public static let format = 3

    static let mismatchLimit = 200
    static let fieldLimit = 200
    static let failureTypeLimit = 50

    public init() {}

    /// That two answers differ at a field in a certain way. One that changes from run to run in the control itself may have
    /// any value; that it is missing, or of another type, is still something else.
    public struct Mark: Sendable, Hashable, Codable, Comparable {
        /// See ``FieldPath/field``.
        public var field: String
        public var kind: Difference.Kind

        public init(field: String, kind: Difference.Kind) {
            self.field = field
            self.kind = kind
        }

        public static func < (first: Mark, second: Mark) -> Bool {
            (first.field, first.kind.rawValue) < (second.field, second.kind.rawValue)
        }
    }

    /// Where and how two answers differ, sorted.
    public struct Mismatch: Sendable, Hashable, Codable {
        public var marks: [Mark]

        /// Each once, sorted.
        public var fields: [String] { Set(marks.map(\.field)).sorted() }
    }

    public struct FailureCount: Sendable, Hashable, Codable {
        public var control = 0
        public var candidate = 0
    }

    /// One of the two functions under comparison.
    public struct Side: Sendable, Equatable, Codable {
        /// Durations of warm runs, in microseconds.
        public private(set) var durations = LogHistogram()
        /// Microseconds.
        public private(set) var inits = RunningMoments()
        public private(set) var maxMemoryMB = 0
        public private(set) var memorySizeMB = 0
        public private(set) var runs = 0
        /// Environments that were seen to begin.
        public var coldStarts: Int { inits.count }

        mutating func add(_ measures: Run.Measures) {
            runs += 1
            memorySizeMB = measures.memorySizeMB
            maxMemoryMB = max(maxMemoryMB, measures.maxMemoryUsedMB)
            if let duration = measures.initMicroseconds {
                inits.add(Double(duration))
            } else {
                durations.add(Double(measures.functionMicroseconds))
            }
        }
    }

    // MARK: Reading

    public func count(_ outcome: Outcome) -> Int { outcomes[outcome.rawValue] ?? 0 }

    /// Finished comparisons.
    public var requests: Int { Outcome.allCases.filter(\.isComparison).reduce(0) { $0 + count($1) } }

    /// Those of them in which both answered.
    public var answered: Int { count(.match) + count(.ignored) + count(.mismatch) }

    /// Those of them that tell something of behaviour: that both failed alike does not.
    public var compared: Int { answered + differingFailures }

    /// All at which an answer differed in a way that counts.
    public var differingFields: Set<String> { Set(mismatches.keys.flatMap(\.fields)) }

    // MARK: Adding

    mutating func addNotRun() {
        outcomes[Outcome.notRun.rawValue, default: 0] += 1
    }

    public mutating func add(_ observation: Observation) {
        outcomes[observation.outcome.rawValue, default: 0] += 1
        if let microseconds = observation.clientMicroseconds { clients.add(Double(microseconds)) }
        countFailures(of: observation)
        countDifferences(of: observation)
        if observation.isUnreplaced { unreplaced += 1 }
        // The twin ran under the candidate's conditions; the run that answered the client did not.
        if let control = (observation.twin ?? observation.control), let candidate = observation.candidateRun {
            measure(control, candidate)
        }
    }

    private mutating func countFailures(of observation: Observation) {
        switch observation.outcome {
        case .controlError: failures.win()
        case .candidateError, .timeout: failures.lose()
        case .match, .ignored, .mismatch, .bothError, .dropped, .notRun: break
        }
        if case .failure(let failure) = observation.control?.result { count(failure) { $0.control += 1 } }
        if case .failure(let failure) = observation.twin?.result { count(failure) { $0.control += 1 } }
        if case .failure(let failure) = observation.candidateRun?.result { count(failure) { $0.candidate += 1 } }
    }

    private mutating func count(_ failure: Failure, _ change: (inout FailureCount) -> Void) {
        guard failureTypes[failure.type] != nil || failureTypes.count < Self.failureTypeLimit else { return }
        change(&failureTypes[failure.type, default: FailureCount()])
    }

    private mutating func countDifferences(of observation: Observation) {
        let own = Set(
            observation.differences.filter { $0.ignored == nil }.map { Mark(field: $0.path.field, kind: $0.kind) })
        let noise = Set(observation.noise.map { Mark(field: $0.path.field, kind: $0.kind) })
        for mark in own.union(noise) where fields[mark] != nil || fields.count < Self.fieldLimit {
            switch (own.contains(mark), noise.contains(mark)) {
            case (true, true): restlessFields[mark, default: 0] += 1
            case (true, false): fields[mark, default: DiscordantPairs()].lose()
            case (false, _): fields[mark, default: DiscordantPairs()].win()
            }
        }
        guard !own.isEmpty, observation.outcome == .mismatch || observation.outcome == .bothError else { return }
        if observation.outcome == .bothError { differingFailures += 1 }
        let mismatch = Mismatch(marks: own.sorted())
        if mismatches[mismatch] != nil || mismatches.count < Self.mismatchLimit {
            mismatches[mismatch, default: 0] += 1
        } else {
            otherMismatches += 1
        }
    }

    private mutating func measure(_ controlRun: Run, _ candidateRun: Run) {
        if let measures = controlRun.measures {
            control.add(measures)
            memory.add(control: measures)
        }
        if let measures = candidateRun.measures {
            candidate.add(measures)
            memory.add(candidate: measures)
        }
        guard let first = controlRun.measures, let second = candidateRun.measures, controlRun.isSuccess,
            candidateRun.isSuccess
        else { return }
        guard !first.isCold, !second.isCold else { return }
        cost.add(control: first.cost, candidate: second.cost)
        latency.add(
            control: Double(first.functionMicroseconds), candidate: Double(second.functionMicroseconds),
            environments: "\(first.environment) \(second.environment)")
        if let firstCPU = first.cpuMicroseconds, let secondCPU = second.cpuMicroseconds {
            cpu.add(control: Double(firstCPU), candidate: Double(secondCPU))
        }
    }
}

extension Run {
    public var isSuccess: Bool {
        if case .success = result { true } else { false }
    }
}

extension FieldPath {
    /// The path with indices taken for any: what stands for the same field of every element.
    public var field: String {
        FieldPath(
            root,
            steps.map { step in
                if case .index = step { .any } else { step }
            }
        ).description
    }
}
