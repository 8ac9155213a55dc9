import Foundation
import GRDB
public import Scientist

/// An observation as it was kept: bodies may be cut.
public struct StoredObservation: Sendable {
    /// Ascending in the order of storing.
    public var id: Int
    public var observation: Observation
}

/// From observations to rows, and back.
enum ObservationRow {
    /// What is stored of a run besides its body.
    private struct RunRecord: Codable {
        var status: Int?
        var headers: [[String]]?
        /// Of the whole body.
        var bodyBytes: Int?
        var isBodyTheControls: Bool?
        var errorType: String?
        var errorMessage: String?
        var measures: Run.Measures?
        var order: Int
    }

    private struct RequestRecord: Codable {
        var method: String
        var path: String
        var query: String?
        var headers: [[String]]
    }

    private struct DifferenceRecord: Codable {
        var path: FieldPath
        var kind: String
        var control: String?
        var candidate: String?
        var ignored: String?
    }

    static func insert(_ observation: Observation, bodyLimit: Int, into database: Database) throws {
        let controlBody = body(of: observation.control)
        let candidateBody = body(of: observation.candidateRun)
        let isSame = candidateBody != nil && candidateBody == controlBody
        let request = observation.request
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO observation (experiment, version, candidate, time, request_id, outcome, client_us, request,
                  request_body, control, control_body, twin, candidate_run, candidate_body, differences, cohorts, noise)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            observation.experiment, observation.version, observation.candidate, observation.time, observation.requestID,
            observation.outcome.rawValue, observation.clientMicroseconds,
            try ExperimentStore.text(
                RequestRecord(
                    method: request.method, path: request.path, query: request.query,
                    headers: request.headers.map { [$0.name, $0.value] })),
            cut(request.body, bodyLimit), try text(observation.control), cut(controlBody, bodyLimit),
            try text(observation.twin), try text(observation.candidateRun, isBodyTheControls: isSame),
            isSame ? nil : cut(candidateBody, bodyLimit),
            observation.differences.isEmpty
                ? nil
                : try ExperimentStore.text(
                    observation.differences.map {
                        DifferenceRecord(
                            path: $0.path, kind: $0.kind.rawValue, control: $0.control, candidate: $0.candidate,
                            ignored: $0.ignored)
                    }),
            observation.cohorts.isEmpty ? nil : try ExperimentStore.text(observation.cohorts),
            observation.noise.isEmpty ? nil : try ExperimentStore.text(observation.noise),
        ])
    }

    static func observation(_ row: Row) throws -> StoredObservation {
        let request = try record(RequestRecord.self, row["request"])
        let controlBody: Data? = row["control_body"]
        let candidateBody: Data? = row["candidate_body"]
        var observation = Observation(
            requestID: row["request_id"], time: row["time"], experiment: row["experiment"], version: row["version"],
            candidate: row["candidate"],
            request: Request(
                method: request?.method ?? "", path: request?.path ?? "", query: request?.query,
                headers: (request?.headers ?? []).compactMap(header),
                body: (row["request_body"] as Data?).map(Array.init) ?? []),
            clientMicroseconds: row["client_us"], outcome: Outcome(rawValue: row["outcome"]) ?? .notRun)
        observation.control = try run(row["control"], controlBody, controlBody)
        observation.twin = try run(row["twin"], nil, controlBody)
        observation.candidateRun = try run(row["candidate_run"], candidateBody, controlBody)
        observation.differences = (try record([DifferenceRecord].self, row["differences"]) ?? []).map {
            Difference(
                path: $0.path, kind: Difference.Kind(rawValue: $0.kind) ?? .value, control: $0.control,
                candidate: $0.candidate, ignored: $0.ignored)
        }
        observation.cohorts = try record([String].self, row["cohorts"]) ?? []
        observation.noise = try noise(row["noise"])
        return StoredObservation(id: row["id"], observation: observation)
    }

    private static func noise(_ text: String?) throws -> [Observation.Noise] {
        do {
            return try record([Observation.Noise].self, text) ?? []
        } catch {
            // Earlier builds kept where, and not in which way.
            return (try record([FieldPath].self, text) ?? []).map { Observation.Noise(path: $0, kind: .value) }
        }
    }

    // MARK: Runs

    private static func text(_ run: Run?, isBodyTheControls: Bool = false) throws -> String? {
        guard let run else { return nil }
        var record = RunRecord(measures: run.measures, order: run.order)
        switch run.result {
        case .success(let answer):
            record.status = answer.status
            record.headers = answer.headers.map { [$0.name, $0.value] }
            record.bodyBytes = answer.body.count
            record.isBodyTheControls = isBodyTheControls ? true : nil
        case .failure(let failure):
            record.errorType = failure.type
            record.errorMessage = failure.message
        }
        return try ExperimentStore.text(record)
    }

    private static func run(_ text: String?, _ body: Data?, _ controlBody: Data?) throws -> Run? {
        guard let record = try record(RunRecord.self, text) else { return nil }
        let own = record.isBodyTheControls == true ? controlBody : body
        let result: Result<Answer, Failure> =
            if let status = record.status {
                .success(
                    Answer(
                        status: status, headers: (record.headers ?? []).compactMap(header), body: Array(own ?? Data())))
            } else {
                .failure(Failure(type: record.errorType ?? "", message: record.errorMessage ?? ""))
            }
        return Run(result, measures: record.measures, order: record.order)
    }

    private static func body(of run: Run?) -> [UInt8]? {
        if case .success(let answer) = run?.result { answer.body } else { nil }
    }

    private static func header(_ pair: [String]) -> Answer.Header? {
        pair.count == 2 ? Answer.Header(pair[0], pair[1]) : nil
    }

    private static func cut(_ body: [UInt8]?, _ limit: Int) -> Data? {
        guard let body, !body.isEmpty else { return nil }
        return Data(body.prefix(limit))
    }

    private static func record<Value: Decodable>(_ type: Value.Type, _ text: String?) throws -> Value? {
        try text.map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
}
