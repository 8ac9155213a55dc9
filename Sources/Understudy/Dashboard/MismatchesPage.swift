import Dashboard
import Emulator
import ExperimentStore
import NIOHTTP1
import Scientist

extension DashboardPages {
    /// Rows of a page.
    private static let pageSize = 25
    /// How many stored observations are looked at for a field, in pieces of 200, before the rest is left to the next page.
    private static let scanLimit = 4_000
    private static let scanSize = 200
    private static let outcomesWorthALook: [Outcome] = [
        .mismatch, .candidateError, .controlError, .bothError, .timeout,
    ]

    func mismatches(_ name: String, _ request: HTTPRequest) async throws -> Page {
        func parameter(_ name: String) -> String? {
            Query.value(of: name, in: request.query, plusIsSpace: true).flatMap { $0.isEmpty ? nil : $0 }
        }
        let filter = MismatchList.Filter(
            candidate: parameter("candidate"), outcome: parameter("outcome"), field: parameter("field"),
            before: parameter("before").flatMap { Int($0) })
        if let outcome = filter.outcome, Outcome(rawValue: outcome) == nil {
            throw LaboratoryError(.invalid, "'\(outcome)' is no outcome.")
        }
        await laboratory.commit()
        let running = try await laboratory.experiment(name, filter.candidate)
        let (found, olderThan) = try await find(running, filter)
        let candidates = running.experiment.candidates.map { (key: $0.key, title: FunctionName($0.subject).title) }
        let fields = Set(candidates.flatMap { running.evidence[$0.key]?.all.differingFields ?? [] })
        return .mismatches(
            MismatchList(
                experiment: name, candidates: candidates, filter: filter, fields: fields.sorted(),
                rows: found.map { MismatchList.Row($0, running) }, olderThan: olderThan))
    }

    /// A page of observations, and where the next one begins.
    private func find(
        _ running: RunningExperiment, _ filter: MismatchList.Filter
    ) async throws -> (found: [StoredObservation], olderThan: Int?) {
        let outcomes = filter.outcome.flatMap(Outcome.init).map { [$0] } ?? Self.outcomesWorthALook
        var (found, before, seen): ([StoredObservation], Int?, Int) = ([], filter.before, 0)
        while seen < Self.scanLimit {
            let limit = filter.field == nil ? Self.pageSize + 1 - found.count : Self.scanSize
            let piece = try await store.observations(
                experiment: running.experiment.name, version: running.version, candidate: filter.candidate,
                outcomes: outcomes, before: before, limit: limit)
            for stored in piece where filter.field.map({ stored.observation.differs(at: $0) }) ?? true {
                if found.count == Self.pageSize { return (found, found.last?.id) }
                found.append(stored)
            }
            seen += piece.count
            before = piece.last?.id
            if piece.count < limit { return (found, nil) }
        }
        return (found, before)
    }
}

extension Observation {
    fileprivate func differs(at field: String) -> Bool { differences.contains { $0.path.field == field } }

    /// `POST /sort?reverse=1 [3,1,2]`
    func requestLine(withBody: Bool) -> String {
        let line = "\(request.method) \(request.path)" + (request.query.map { "?\($0)" } ?? "")
        guard withBody, !request.body.isEmpty else { return line }
        return "\(line) \(String(decoding: request.body.prefix(400), as: UTF8.self))"
    }
}

extension MismatchList.Row {
    init(_ stored: StoredObservation, _ running: RunningExperiment) {
        let observation = stored.observation
        self.init(
            id: stored.id, time: observation.time, candidate: observation.candidate,
            outcome: observation.outcome.rawValue, request: observation.requestLine(withBody: true),
            differences: FieldDifference.all(observation, running))
    }
}

extension FieldDifference {
    static func all(_ observation: Observation, _ running: RunningExperiment) -> [FieldDifference] {
        // What was accepted in one version was not in another.
        let acceptances =
            observation.version == running.version ? running.acceptances[observation.candidate] ?? [] : []
        let accepted = Set(acceptances.flatMap(\.fields))
        return observation.differences.map { difference in
            FieldDifference(
                path: difference.path.description, field: difference.path.field, kind: difference.kind.rawValue,
                control: difference.control, candidate: difference.candidate, ignored: difference.ignored,
                isAccepted: accepted.contains(difference.path.field))
        }
    }
}
