import Foundation
import GRDB
import Scientist
import Testing

@testable import ExperimentStore

@Suite("What the store keeps, and how")
struct StoreLimitsTests: StoreSamples {
    private func size(_ path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }

    @Test("the file stays below its limit: matches go first, the oldest of them, and what is free is given back")
    func fileSize() async throws {
        try await withFile { path in
            let store = try ExperimentStore(path: path)
            var limits = StorageLimits()
            limits.fileBytes = 2 << 20
            var largest = 0
            for batch in 0..<40 {
                let next = (0..<50).map { number in
                    let id = batch * 50 + number
                    return observation(
                        id, outcome: id < 20 ? .mismatch : .match, body: String(repeating: "\(id % 10)", count: 4_000))
                }
                try await store.append(next, evidence: [snapshot(next, limits: limits)])
                largest = max(largest, try size(path))
            }
            // 2,000 observations of 4 kB are four times as much.
            #expect(largest <= limits.fileBytes)
            #expect(try size(path + "-wal") <= FileSize.journalLimitBytes)
            let kept = try await store.observations(experiment: "x", version: 1, limit: 10_000)
            #expect(kept.first?.observation.requestID == "r1999")
            #expect(kept.filter { $0.observation.outcome == .mismatch }.count == 20)
            #expect((100..<1_000).contains(kept.count))
            #expect(kept.dropLast(20).map(\.id) == kept.dropLast(20).map(\.id).sorted(by: >))
            #expect(try await store.evidence(experiment: "x", version: 1)["k"]?.all.requests == 50)
        }
    }

    @Test("a limit that totals alone exceed leaves no observation, and ends")
    func tinyLimit() async throws {
        try await withFile { path in
            let store = try ExperimentStore(path: path)
            var limits = StorageLimits()
            limits.fileBytes = 1
            let all = (0..<30).map { observation($0, outcome: .mismatch) }
            try await store.append(all, evidence: [snapshot(all, limits: limits)])
            #expect(try await store.observations(experiment: "x", version: 1, limit: 10).isEmpty)
            #expect(try await store.evidence(experiment: "x", version: 1)["k"]?.all.requests == 30)
        }
    }

    /// As the tables were, with a run as it was stored.
    @Test("a file of an older version is taken over: observations stay, and totals begin anew as another version")
    func migration() async throws {
        try await withFile { path in
            do {
                let queue = try DatabaseQueue(path: path)
                try Schema.migrator.migrate(queue, upTo: "experiments")
                try await queue.write { database in
                    let run =
                        #"{"measures":{"billedMilliseconds":1,"codeHash":"h","cost":1e-7,"environment":"e","#
                        + #""functionMicroseconds":800,"initMicroseconds":5000,"invokeMicroseconds":900,"#
                        + #""maxMemoryUsedMB":9,"memorySizeMB":128,"version":"$LATEST"},"order":0,"status":200}"#
                    try database.execute(
                        sql: """
                            INSERT INTO observation (experiment, version, candidate, time, request_id, outcome, request,
                              control, candidate_run) VALUES ('x', 1, 'k', 7, 'r', 'match',
                              '{"headers":[],"method":"GET","path":"/x"}', ?, ?);
                            """, arguments: [run, run])
                    // Without a format, as meanings were.
                    let meaning = Meaning.of(experiment, functions: ["a"]).replacing(
                        "\"format\":\(Tally.format),", with: "")
                    #expect(meaning != Meaning.of(experiment, functions: ["a"]))
                    try database.execute(
                        sql: "INSERT INTO version VALUES ('x', 1, ?, '{}', 5)", arguments: [meaning])
                    try database.execute(sql: "INSERT INTO evidence VALUES ('x', 1, 'k', '{\"all\":{}}')")
                }
                try queue.close()
            }
            let store = try ExperimentStore(path: path)
            #expect(try await store.version(of: experiment, functions: ["a"], at: 9).number == 2)
            #expect(try await store.evidence(experiment: "x", version: 2).isEmpty)
            let old = try await store.observations(experiment: "x", version: 1, limit: 9)
            #expect(old.map(\.observation.requestID) == ["r"])
            let sample = try await store.sample(experiment: "x", version: 1, candidate: "k")
            #expect(sample.coldStarts == FinalReport.ColdStarts(control: [5_000], candidate: [5_000]))
            #expect(sample.pairs == [FinalReport.Pair(time: 7, outcome: .match, control: nil, candidate: nil)])
            let mode = try await DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: "PRAGMA auto_vacuum") }
            #expect(mode == 2)
        }
    }

    @Test("where answers differ is there after a restart, with examples")
    func differences() async throws {
        try await withFile { path in
            var tree = DifferenceTree()
            do {
                let store = try ExperimentStore(path: path)
                for batch in 0..<3 {
                    let next = (0..<20).map { observation(batch * 20 + $0, outcome: .mismatch, body: "other") }
                    for observation in next { tree.add(observation) }
                    var snapshot = snapshot(next)
                    snapshot.differences = tree.takeChanges()
                    #expect(snapshot.differences.count == 1)
                    try await store.append(next, evidence: [snapshot])
                }
                #expect(tree.takeChanges().isEmpty)
            }
            let found = try #require(
                try await ExperimentStore(path: path).differences(experiment: "x", version: 1)["k"])
            #expect(found == tree)
            let field = try #require(found.fields.first)
            #expect(field.path == "$.a[*]")
            #expect(field.count == 60)
            #expect(field.kinds == [.type])
            #expect((field.firstSeen, field.lastSeen) == (1_000, 1_059))
            #expect(field.latest.requestID == "r59")
            #expect(field.examples.count == DifferenceTree.exampleLimit)
            #expect(field.examples.map(\.time) == field.examples.map(\.time).sorted())
            #expect(field.examples.contains { $0.time > 1_005 }, "not the first five")
        }
    }

    @Test("a report's sample: the latest comparisons in their order, and both sides' cold starts")
    func sample() async throws {
        try await withFile { path in
            let store = try ExperimentStore(path: path)
            var all = (0..<2_100).map { observation($0, outcome: $0 == 2_050 ? .mismatch : .match) }
            all.append(observation(9_999, outcome: .dropped))
            try await store.append(all, evidence: [])
            let sample = try await store.sample(experiment: "x", version: 1, candidate: "k")
            #expect(sample.pairs.count == FinalReport.pairLimit)
            #expect(sample.pairs.map(\.time) == Array(1_100..<3_100))
            #expect(sample.pairs.allSatisfy { $0.durations?.control == 800 && $0.durations?.candidate == 800 })
            #expect(sample.pairs.count { $0.outcome == .mismatch } == 1)
            // The first observation is the one that began its environments; it is far behind the latest.
            #expect(sample.coldStarts == FinalReport.ColdStarts(control: [5_000], candidate: [5_000]))
            #expect(try await store.newest(experiment: "x", version: 1, candidate: "k") == 2_101)
            #expect(try await store.newest(experiment: "x", version: 2, candidate: "k") == nil)
        }
    }
}
