import ExperimentStore
import Scientist
import Testing

@Suite struct MeaningTests {
    private func experiment() throws -> Experiment {
        var experiment = try read(
            file([]).replacing("{new: {arn: new}}", with: "{a: {arn: a, environment: {BB: 1, AA: 2}}, b: {arn: b}}")
        ).experiments[0]
        experiment.tolerances.latency = 0.03
        return experiment
    }

    private func meaning(_ change: (inout Experiment) -> Void) throws -> String {
        var experiment = try experiment()
        change(&experiment)
        return Meaning.of(experiment, functions: ["old 1", "a 1", "b 1"])
    }

    @Test("What makes no difference does not change the meaning")
    func unchanged() throws {
        let meaning = try meaning { _ in }
        #expect(try self.meaning { $0.sampling.percent = 5 } == meaning)
        #expect(try self.meaning { $0.storage.days = 5 } == meaning)
        #expect(try self.meaning { $0.control.name = "other" } == meaning)
        #expect(try self.meaning { $0.candidates[1].subject.name = "other" } == meaning)
        #expect(try self.meaning { $0.candidates.reverse() } == meaning)
        #expect(try Meaning.of(experiment(), functions: ["b 1", "a 1", "old 1"]) == meaning)
    }

    @Test("Whatever else changes, the meaning does, too")
    func changed() throws {
        let meaning = try meaning { _ in }
        #expect(try self.meaning { $0.path = "other" } != meaning)
        #expect(try self.meaning { $0.comparators = [.statusCode] } != meaning)
        #expect(try self.meaning { $0.ignores = [IgnoreRule(path: FieldPath(.status), reason: "x")] } != meaning)
        #expect(try self.meaning { $0.methods = ["GET"] } != meaning)
        #expect(try self.meaning { $0.mode = .parallel } != meaning)
        #expect(try self.meaning { $0.hasControlTwin = false } != meaning)
        #expect(try self.meaning { $0.tolerances.alpha = 0.01 } != meaning)
        #expect(try self.meaning { $0.candidates[0].environment["BB"] = "3" } != meaning)
        #expect(try self.meaning { $0.candidates[0].isDeniedNetwork = true } != meaning)
        #expect(try self.meaning { $0.candidates.removeLast() } != meaning)
        #expect(try Meaning.of(experiment(), functions: ["old 1", "a 2", "b 1"]) != meaning)
    }

    @Test("The text is the same on every machine and in every run")
    func canonical() throws {
        let text = try meaning { _ in }
        #expect(try meaning { _ in } == text)
        #expect(text.contains(#""environment":{"AA":"2","BB":"1"}"#))
        #expect(text.hasSuffix(#""functions":["a 1","b 1","old 1"]}"#))
    }
}
