import Dashboard
import ExperimentStore
import JSON
import Scientist

extension DashboardPages {
    func mismatch(_ name: String, _ id: Int) async throws -> Page {
        let running = try await laboratory.experiment(name)
        return .mismatch(Mismatch(try await observation(name, "\(id)"), id: id, running))
    }

    /// - Throws: ``LaboratoryError`` where there is none, or no longer.
    func observation(_ name: String, _ id: String) async throws -> Observation {
        guard let number = Int(id), let stored = try await store.observation(number, experiment: name) else {
            throw LaboratoryError(
                .notFound,
                "Request \(id) of experiment '\(name)' is not stored, or no longer: the oldest are given up first.")
        }
        return stored.observation
    }
}

extension Mismatch {
    init(_ observation: Observation, id: Int, _ running: RunningExperiment) {
        let request = observation.request
        let candidate = running.experiment.candidates.first { $0.key == observation.candidate }
        self.init(
            experiment: observation.experiment, version: observation.version, id: id, candidate: observation.candidate,
            candidateName: candidate.map { FunctionName($0.subject) },
            controlName: FunctionName(running.experiment.control), outcome: observation.outcome.rawValue,
            time: observation.time, requestID: observation.requestID,
            requestLine: observation.requestLine(withBody: false),
            requestHeaders: request.headers.map { ($0.name, $0.value) },
            requestBody: BodyText.lines(request.body, isJSON: BodyText.isJSON(request.body)).joined(separator: "\n"),
            control: AnswerModel(observation.control, beside: observation.candidateRun),
            candidateAnswer: AnswerModel(observation.candidateRun, beside: observation.control),
            differences: FieldDifference.all(observation, running))
    }
}

extension AnswerModel {
    /// - Parameter other: the answer that stands beside it: JSON is shown as such only if both are.
    init?(_ run: Run?, beside other: Run?) {
        guard let run else { return nil }
        let measures = run.measures
        switch run.result {
        case .success(let answer):
            var isJSON = BodyText.isJSON(answer.body)
            if case .success(let beside) = other?.result { isJSON = isJSON && BodyText.isJSON(beside.body) }
            self.init(
                status: "\(answer.status)", isFailure: false, headers: answer.headers.map { ($0.name, $0.value) },
                lines: BodyText.lines(answer.body, isJSON: isJSON), duration: measures?.functionMicroseconds,
                isCold: measures?.isCold ?? false, maxMemoryMB: measures?.maxMemoryUsedMB,
                logStream: measures?.environment)
        case .failure(let failure):
            self.init(
                status: failure.type, isFailure: true, headers: [],
                lines: failure.message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
                duration: measures?.functionMicroseconds, isCold: measures?.isCold ?? false,
                maxMemoryMB: measures?.maxMemoryUsedMB, logStream: measures?.environment)
        }
    }
}

/// Bodies in lines.
enum BodyText {
    static func isJSON(_ body: [UInt8]) -> Bool {
        guard let json = try? JSON(parsing: body) else { return false }
        return json.objectValue != nil || json.arrayValue != nil
    }

    static func lines(_ body: [UInt8], isJSON: Bool) -> [String] {
        guard !body.isEmpty else { return [] }
        let text: String
        if isJSON, let json = try? JSON(parsing: body) {
            text = json.prettyText
        } else if let plain = String(validating: body, as: UTF8.self) {
            text = plain
        } else {
            text = "(\(body.count) bytes that are no text)"
        }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
