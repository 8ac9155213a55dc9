import ExperimentStore
import Foundation
import Scientist

/// What tests of the store put into it.
protocol StoreSamples {}

extension StoreSamples {
    /// A path in a folder of its own, which is removed afterwards.
    func withFile(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // a leftover in a temporary folder harms nobody
        try await body(folder.appending(path: "experiments.sqlite").path)
    }

    var experiment: Experiment {
        Experiment(
            name: "x", path: "x", control: Subject(name: "C", arn: "c"),
            candidates: [Candidate(key: "k", subject: Subject(name: "K", arn: "k"))])
    }

    func observation(_ number: Int, outcome: Outcome = .match, body: String = "same") -> Observation {
        func run(_ body: String, _ order: Int) -> Run {
            Run(
                .success(
                    Answer(status: 200, headers: [Answer.Header("content-type", "text/plain")], body: Array(body.utf8))),
                measures: Run.Measures(
                    invokeMicroseconds: 900, functionMicroseconds: 800, initMicroseconds: number == 0 ? 5_000 : nil,
                    billedMilliseconds: 1, cpuMicroseconds: 300, memorySizeMB: 128, maxMemoryUsedMB: 9, cost: 2.5e-7,
                    environment: "2026/11/24/[$LATEST]abc", version: "$LATEST", codeHash: "h"),
                order: order)
        }
        return Observation(
            requestID: "r\(number)", time: 1_000 + number, experiment: "x", version: 1, candidate: "k",
            request: Request(
                method: "POST", path: "/x", query: "a=1", headers: [Answer.Header("accept", "*/*")], body: [0, 255, 7]),
            clientMicroseconds: 1_234, control: run("same", -1), twin: run("same", 0), candidateRun: run(body, 1),
            outcome: outcome,
            differences: outcome == .mismatch
                ? [
                    Difference(
                        path: FieldPath(.body, [.key("a"), .index(2)]), kind: .type, control: "1", candidate: "\"1\"")
                ]
                : [],
            cohorts: ["method = POST"])
    }

    func snapshot(_ observations: [Observation], limits: StorageLimits = StorageLimits()) -> EvidenceSnapshot {
        var evidence = Evidence()
        for observation in observations { evidence.add(observation) }
        return EvidenceSnapshot(experiment: "x", version: 1, candidate: "k", evidence: evidence, limits: limits)
    }
}
