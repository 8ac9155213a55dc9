import ExperimentStore
import Foundation
import Scientist
import Testing

@Suite("The store")
struct ExperimentStoreTests: StoreSamples {
    @Test("everything of an observation comes back, but for the twin's body")
    func roundTrip() async throws {
        try await withFile { path in
            let store = try ExperimentStore(path: path)
            let sent = [observation(0), observation(1, outcome: .mismatch, body: "other")]
            try await store.append(sent, evidence: [snapshot(sent)])
            let read = try await store.observations(experiment: "x", version: 1, limit: 10).map(\.observation)
            for (was, var now) in zip(sent.reversed(), read) {
                guard case .success(let twin) = now.twin?.result else {
                    Issue.record("the twin is lost")
                    continue
                }
                #expect(twin.body.isEmpty)
                now.twin = was.twin
                #expect(now == was)
            }
            #expect(read.count == 2)
            let mismatches = try await store.observations(experiment: "x", version: 1, outcomes: [.mismatch], limit: 10)
            #expect(mismatches.map(\.observation.requestID) == ["r1"])
        }
    }

    /// The files as a machine that loses its power would leave them: copied while the store is open.
    @Test("what was appended is there after a crash, and agrees with the totals")
    func crash() async throws {
        try await withFile { path in
            let store = try ExperimentStore(path: path)
            var all: [Observation] = []
            for batch in 0..<20 {
                let next = (0..<25).map { observation(batch * 25 + $0) }
                all += next
                try await store.append(next, evidence: [snapshot(all)])
            }
            let copy = path + "-crashed"
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
            }
            let crashed = try ExperimentStore(path: copy)
            let evidence = try await crashed.evidence(experiment: "x", version: 1)
            #expect(evidence["k"]?.all.requests == 500)
            #expect(evidence["k"] == snapshot(all).evidence)
            #expect(try await crashed.observations(experiment: "x", version: 1, limit: 1_000).count == 500)
        }
    }

    @Test("a version goes on while the meaning is the same, and only then")
    func versions() async throws {
        try await withFile { path in
            let store = try ExperimentStore(path: path)
            #expect(try await store.version(of: experiment, functions: ["a"], at: 1).number == 1)
            var sampled = experiment
            sampled.sampling.percent = 10
            let second = try await store.version(of: sampled, functions: ["a"], at: 2)
            #expect(second.number == 1 && second.started == 1)
            #expect(try await store.version(of: experiment, functions: ["b"], at: 3).number == 2)
            var stricter = experiment
            stricter.tolerances.latency = 0.01
            #expect(try await store.version(of: stricter, functions: ["b"], at: 4).number == 3)
            #expect(try await store.versions(of: "x").map(\.number) == [3, 2, 1])
        }
    }

    @Test("beyond the limit the oldest matches go first")
    func retention() async throws {
        try await withFile { path in
            let store = try ExperimentStore(path: path)
            var limits = StorageLimits()
            limits.observations = 100
            let all = (0..<5_000).map {
                observation($0, outcome: $0 < 3 ? .mismatch : .match, body: $0 < 3 ? "b" : "same")
            }
            try await store.append(
                all.map { with($0, time: 1_000_000_000_000) }, evidence: [snapshot([], limits: limits)])
            let kept = try await store.observations(experiment: "x", version: 1, limit: 1_000).map(
                \.observation.requestID)
            #expect(kept.count == 100)
            #expect(kept.suffix(3) == ["r2", "r1", "r0"])
            #expect(kept.first == "r4999")
        }
    }

    @Test("a small number to keep is kept to from the first observations on")
    func smallRetention() async throws {
        try await withFile { path in
            let store = try ExperimentStore(path: path)
            var limits = StorageLimits()
            limits.observations = 5
            for number in 0..<40 {
                try await store.append(
                    [with(observation(number), time: 1_000_000_000_000)], evidence: [snapshot([], limits: limits)])
            }
            let kept = try await store.observations(experiment: "x", version: 1, limit: 1_000)
            #expect(kept.map(\.observation.requestID) == ["r39", "r38", "r37", "r36", "r35"])
        }
    }

    @Test("what an emulator that was started often has left is held against the limit, too")
    func retentionAfterRestarts() async throws {
        try await withFile { path in
            var limits = StorageLimits()
            limits.observations = 1_000
            for start in 0..<20 {
                let store = try ExperimentStore(path: path)
                // Fewer than a tenth of those that are kept.
                let some = (0..<90).map { with(observation(start * 90 + $0), time: 1_000_000_000_000) }
                try await store.append(some, evidence: [snapshot([], limits: limits)])
                let kept = try await store.observations(experiment: "x", version: 1, limit: 10_000).count
                #expect(kept == min((start + 1) * 90, 1_000))
            }
        }
    }

    @Test("what is too old goes, of experiments that came to an end as well")
    func sweep() async throws {
        try await withFile { path in
            let store = try ExperimentStore(path: path)
            let experiment = Experiment(
                name: "x", path: "x", control: Subject(name: "a", arn: "a"),
                candidates: [Candidate(key: "k", subject: Subject(name: "b", arn: "b"))])
            _ = try await store.version(of: experiment, functions: [], at: 0)
            let day = 86_400_000
            try await store.append(
                [with(observation(1), time: 10 * day), with(observation(2), time: 39 * day)],
                evidence: [snapshot([], limits: StorageLimits())])
            try await store.sweep(days: [:], now: 40 * day)
            #expect(try await store.observations(experiment: "x", version: 1, limit: 10).count == 2)
            try await store.sweep(days: [:], now: 41 * day)
            #expect(
                try await store.observations(experiment: "x", version: 1, limit: 10).map(\.observation.requestID)
                    == ["r2"])
            try await store.sweep(days: ["x": 1], now: 41 * day)
            #expect(try await store.observations(experiment: "x", version: 1, limit: 10).isEmpty)
        }
    }

    private func with(_ observation: Observation, time: Int) -> Observation {
        var observation = observation
        observation.time = time
        return observation
    }

    @Test("acceptances and settings are kept")
    func decisions() async throws {
        try await withFile { path in
            let acceptance = Acceptance(fields: ["$"], reason: "the control's bug", time: 5)
            do {
                let store = try ExperimentStore(path: path)
                try await store.accept(acceptance, experiment: "x", version: 2, candidate: "k")
                try await store.keep("1", as: "a")
                try await store.keep("2", as: "b")
                try await store.keep(nil, as: "b")
            }
            let store = try ExperimentStore(path: path)
            #expect(try await store.acceptances(experiment: "x", version: 2) == ["k": [acceptance]])
            #expect(try await store.acceptances(experiment: "x", version: 3).isEmpty)
            #expect(try await store.kept("a") == "1")
            #expect(try await store.kept("b") == nil)
        }
    }

    @Test("a file that is no database is refused with its name")
    func foreignFile() async throws {
        try await withFile { path in
            try Data("not a database at all, just some text of sufficient length to be read".utf8).write(
                to: URL(filePath: path))
            let error = try #require(throws: ExperimentStoreError.self) { try ExperimentStore(path: path) }
            #expect(error.description.contains(path))
            #expect(error.description.contains("--state"))
        }
    }
}
