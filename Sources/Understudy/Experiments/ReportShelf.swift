import ExperimentStore
import Scientist

/// Reports as they were computed last: one is good until another observation of the candidate is stored.
actor ReportShelf {
    private struct Place: Hashable {
        var experiment: String
        var candidate: String
    }

    private let store: ExperimentStore
    /// One of each candidate; versions replace each other.
    private var reports: [Place: (version: Int, newest: Int?, report: FinalReport)] = [:]
    /// Of experiments that have come and gone.
    private static let limit = 1_000

    init(_ store: ExperimentStore) {
        self.store = store
    }

    func report(experiment: String, version: Int, candidate: String) async throws -> FinalReport {
        let place = Place(experiment: experiment, candidate: candidate)
        let newest = try await store.newest(experiment: experiment, version: version, candidate: candidate)
        if let known = reports[place], known.version == version, known.newest == newest { return known.report }
        let sample = try await store.sample(experiment: experiment, version: version, candidate: candidate)
        // Here, not in the store: others wait for that.
        let report = FinalReport(sample.pairs, coldStarts: sample.coldStarts)
        if reports.count >= Self.limit { reports = [:] }
        reports[place] = (version, newest, report)
        return report
    }
}
