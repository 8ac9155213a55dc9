/// What is known of one candidate in one version of an experiment: all of it, and cohort by cohort.
public struct Evidence: Sendable, Equatable, Codable {
    /// Groups beyond these are counted in the whole only.
    public static let cohortLimit = 64

    public private(set) var all = Tally()
    /// By name: `request.bytes 1000 to 100000`.
    public private(set) var cohorts: [String: Tally] = [:]
    /// How the ratio of durations came about.
    public private(set) var history = RatioHistory()

    private enum CodingKeys: String, CodingKey { case all, cohorts, history }

    public init() {}

    /// Counts a request that the candidate was not to get: there is nothing else to say of it.
    public mutating func addNotRun() {
        all.addNotRun()
    }

    public mutating func add(_ observation: Observation) {
        all.add(observation)
        history.follow(all.latency, time: observation.time)
        for cohort in observation.cohorts where cohorts[cohort] != nil || cohorts.count < Self.cohortLimit {
            cohorts[cohort, default: Tally()].add(observation)
        }
    }
}

extension Evidence {
    /// What was stored before there was a history begins one.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        all = try container.decode(Tally.self, forKey: .all)
        cohorts = try container.decode([String: Tally].self, forKey: .cohorts)
        history = try container.decodeIfPresent(RatioHistory.self, forKey: .history) ?? RatioHistory()
    }
}
