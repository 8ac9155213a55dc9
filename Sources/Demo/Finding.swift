package import FoundationEssentials

/// What the Scientist has found out about one candidate: the part of the experiments' JSON that the story is about.
package struct Finding: Sendable, Decodable {
    package struct Verdict: Sendable, Decodable {
        package var state: String
        package var explanation: String
    }

    package var key: String
    package var requests: Int
    package var outcomes: [String: Int]
    package var verdicts: [String: Verdict]

    /// By experiment and key of the candidate.
    ///
    /// - Parameter json: the answer to GET `/_understudy/api/experiments`.
    package static func all(in json: Data) throws -> [String: [String: Finding]] {
        struct Answer: Decodable { var experiments: [Experiment] }
        struct Experiment: Decodable {
            var name: String
            var candidates: [Finding]
        }
        let answer = try JSONDecoder().decode(Answer.self, from: json)
        return Dictionary(
            answer.experiments.map { experiment in
                (experiment.name, Dictionary(experiment.candidates.map { ($0.key, $0) }) { first, _ in first })
            }
        ) { first, _ in first }
    }

    /// What the story says and the Scientist has not found; nil when all is as told.
    package func complaint(about candidate: Candidate, among samples: [Sample]) -> String? {
        let due = samples.filter { $0.endpoint == candidate.endpoint }
        let different = due.filter(candidate.differs).count
        if requests != due.count { return "\(requests) of \(due.count) requests were compared" }
        if outcomes["mismatch"] != different {
            return "\(outcomes["mismatch"] ?? 0) answers differed, \(different) should"
        }
        if outcomes["match"] != due.count - different {
            return "\(outcomes["match"] ?? 0) answers were equal, \(due.count - different) should be"
        }
        if let complaint = complaint("behaviour", candidate.behaviour) { return complaint }
        return candidate.isFaster ? complaint("latency", "better") : nil
    }

    /// Whether only more requests can tell that a candidate is faster.
    func isTooEarly(for candidate: Candidate) -> Bool {
        candidate.isFaster && verdicts["latency"]?.state == "not yet"
    }

    private func complaint(_ metric: String, _ expected: String) -> String? {
        guard let verdict = verdicts[metric] else { return "there is no verdict on \(metric)" }
        return verdict.state == expected
            ? nil : "\(metric) is '\(verdict.state)', and should be '\(expected)': \(verdict.explanation)"
    }
}
