import Foundation
import Testing

@testable import Scientist

@Suite("Verdicts")
struct VerdictTests {
    @Test("before the first request every metric says not yet, and what it takes")
    func nothing() {
        let verdicts = Judge(Tolerances(), candidates: 1).verdicts(Tally())
        for (metric, verdict) in verdicts.byMetric {
            #expect(verdict.state == .notYet, "\(metric)")
            #expect(!verdict.explanation.isEmpty, "\(metric)")
        }
        #expect(verdicts.behaviour.needed == 332)
        #expect(verdicts.advice.recommendation == .wait)
    }

    @Test("answers are equivalent at the 332nd request without a mismatch")
    func equalAnswers() throws {
        var tally = Tally()
        for _ in 0..<331 { tally.add(.sample()) }
        #expect(Judge(Tolerances(), candidates: 1).behaviour(tally).state == .notYet)
        tally.add(.sample())
        let verdict = Judge(Tolerances(), candidates: 1).behaviour(tally)
        #expect(verdict.state == .equivalent)
        #expect(verdict.explanation == "No answer of 332 differs: fewer than 1% of all would.")
        // What is shown beside the sentence says the same.
        let interval = try #require(verdict.interval)
        #expect(interval.lowerBound == 0 && interval.upperBound < 0.01)
    }

    @Test("one difference that the control does not show itself is worse, until it is accepted")
    func difference() {
        var tally = Tally()
        for number in 0..<40 { tally.add(.sample(differingAt: number == 7 ? ["$"] : [])) }
        var judge = Judge(Tolerances(), candidates: 2)
        let verdict = judge.behaviour(tally)
        #expect(verdict.state == .worse)
        #expect(verdict.rate == 0.025)
        #expect(
            verdict.explanation
                == "1 answer of 40 differs from the control's, most often at the body; accept the difference if it is the "
                + "control's defect.")
        judge.accepted = ["$"]
        #expect(judge.behaviour(tally).state == .better)
        #expect(judge.verdicts(tally).advice.recommendation == .wait)
    }

    @Test("a field in which the control differs from its own twin is not held against the candidate")
    func noise() {
        var tally = Tally()
        for number in 0..<100 {
            tally.add(
                .sample(
                    differingAt: number.isMultiple(of: 3) ? ["$.time"] : [],
                    noise: number.isMultiple(of: 4) ? ["$.time"] : []))
        }
        let verdict = Judge(Tolerances(), candidates: 1).behaviour(tally)
        #expect(verdict.state == .notYet)
        #expect(verdict.rate == 0)
        #expect(verdict.explanation.hasSuffix("the control differs from itself there, too."))
    }

    @Test("a restless field may have any value; that it is missing, or of another type, is worse")
    func otherThanNoise() {
        var tally = Tally()
        for kind in [Difference.Kind.missing, .type] {
            for _ in 0..<50 {
                var observation = Observation.sample(differingAt: ["$.id"], noise: ["$.id"])
                observation.differences[0].kind = kind
                tally.add(observation)
            }
            #expect(Judge(Tolerances(), candidates: 1).behaviour(tally).state == .worse, "\(kind)")
            tally = Tally()
        }
    }

    @Test("where the whole body is restless nothing is compared, and no number of requests is enough")
    func blind() {
        var tally = Tally()
        for _ in 0..<1_000 { tally.add(.sample(differingAt: ["$"], noise: ["$"])) }
        let judge = Judge(Tolerances(), candidates: 1)
        let verdict = judge.behaviour(tally)
        #expect(verdict.state == .notYet)
        #expect(
            verdict.explanation.hasSuffix(
                "1000 answers cannot be judged: the control's whole body differs from itself; a 'normalize' step may take "
                    + "out what changes."))
        #expect(judge.verdicts(tally).answersNeeded == 332)
    }

    @Test("that both fail says nothing of errors, and that they fail differently is a difference")
    func bothFail() {
        var tally = Tally()
        for _ in 0..<500 { tally.add(.sample(outcome: .bothError)) }
        var verdicts = Judge(Tolerances(), candidates: 1).verdicts(tally)
        #expect(verdicts.errors.state == .notYet)
        #expect(verdicts.errors.explanation == "Of 500 requests there is none that both answered.")
        #expect(verdicts.behaviour.state == .notYet)
        var other = Observation.sample(outcome: .bothError)
        other.differences = [Difference(path: FieldPath(.error("type")), kind: .value, control: "A", candidate: "B")]
        tally.add(other)
        verdicts = Judge(Tolerances(), candidates: 1).verdicts(tally)
        #expect(verdicts.behaviour.state == .worse)
        #expect(
            verdicts.behaviour.explanation.hasPrefix(
                "1 answer of 1 differs from the control's, most often at 'error.type'"))
    }

    @Test("a candidate that times out is worse once this cannot be chance, and until then it is said what it takes")
    func timeouts() {
        var tally = Tally()
        for _ in 0..<9 { tally.add(.sample(outcome: .timeout)) }
        let judge = Judge(Tolerances(), candidates: 1)
        let verdicts = judge.verdicts(tally)
        #expect(verdicts.errors.state == .notYet && verdicts.errors.needed == 2)
        #expect(
            verdicts.errors.explanation
                == "It failed 9 times where the control answered (of 9); about 2 more such failures would tell that from "
                + "chance.")
        #expect(verdicts.advice.explanation.contains("word on its failures"))
        for _ in 0..<2 { tally.add(.sample(outcome: .timeout)) }
        #expect(judge.errors(tally).state == .worse)
    }

    @Test("a field that is restless, but far more so in the candidate, is held against it")
    func moreThanNoise() {
        var tally = Tally()
        for number in 0..<200 {
            tally.add(
                .sample(
                    differingAt: number.isMultiple(of: 2) ? ["$.time"] : [], noise: number == 11 ? ["$.time"] : []))
        }
        #expect(Judge(Tolerances(), candidates: 1).behaviour(tally).state == .worse)
    }

    @Test("a failure of a kind that the control never shows is worse at once")
    func newFailure() {
        var tally = Tally()
        for _ in 0..<20 { tally.add(.sample()) }
        tally.add(
            .sample(outcome: .candidateError, failure: Failure(type: "Runtime.ExitError", message: "exit status 1")))
        let verdict = Judge(Tolerances(), candidates: 1).errors(tally)
        #expect(verdict.state == .worse)
        #expect(
            verdict.explanation
                == "It failed once where the control answered (of 21), with Runtime.ExitError, which the control never "
                + "shows.")
    }

    @Test("a candidate that answers where the control fails is better once this cannot be chance")
    func fewerFailures() {
        var tally = Tally()
        var found: Int?
        for number in 0..<60 where found == nil {
            tally.add(.sample(outcome: .controlError))
            if Judge(Tolerances(), candidates: 1).errors(tally).state == .better { found = number + 1 }
        }
        // 2^n / (n + 1) reaches 160 = 8 / 0.05 at eleven.
        #expect(found == 11)
    }

    @Test("a candidate of twice the speed is faster, cheaper, and uses as much memory")
    func faster() {
        var random = SplitMix64(seed: 3)
        var tally = Tally()
        for _ in 0..<200 {
            let size = exp(0.6 * random.normal())
            tally.add(
                .sample(
                    control: 20_000 * size * exp(0.1 * random.normal()),
                    candidate: 10_000 * size * exp(0.1 * random.normal())))
        }
        let verdicts = Judge(Tolerances(), candidates: 1).verdicts(tally)
        #expect(verdicts.latency.state == .better)
        #expect(verdicts.cost.state == .better)
        #expect(verdicts.memory.state == .equivalent)
        #expect(abs((verdicts.latency.ratio ?? 0) - 0.5) < 0.02)
        #expect(verdicts.latency.interval?.contains(0.5) == true)
    }

    @Test("a lasting difference in cost within the tolerance is neither better nor worse")
    func slightlyDearer() {
        var tally = Tally()
        for number in 0..<1_200 {
            // 3 % dearer on average, and far enough from equal to be no chance.
            tally.add(.sample(control: 100_000, candidate: number.isMultiple(of: 2) ? 70_000 : 142_000))
            let state = Judge(Tolerances(), candidates: 1).cost(tally).state
            #expect(state == .notYet || state == .equivalent)
        }
    }

    @Test("cold starts are told apart, and are no part of the comparison of speed")
    func coldStarts() {
        var tally = Tally()
        for number in 0..<100 {
            tally.add(
                .sample(
                    control: 1_000, candidate: 1_000, initMicroseconds: number < 10 ? 90_000 : nil,
                    environment: "\(number / 10)"))
        }
        #expect(tally.latency.count == 90)
        #expect(tally.cost.count == 90)
        #expect(tally.candidate.coldStarts == 10)
        #expect(tally.candidate.inits.mean == 90_000)
        #expect(Judge(Tolerances(), candidates: 1).latency(tally).state == .equivalent)
    }

    @Test("the same observations give the same verdicts, also after the evidence was stored and read again")
    func bitForBit() throws {
        var random = SplitMix64(seed: 5)
        let observations = (0..<300).map { number in
            Observation.sample(
                control: 1_000 * exp(random.normal()), candidate: 1_100 * exp(random.normal()),
                differingAt: number.isMultiple(of: 50) ? ["$.a", "$.b"] : [], cohorts: ["method GET"])
        }
        var first = Evidence()
        var second = Evidence()
        for (number, observation) in observations.enumerated() {
            first.add(observation)
            second.add(observation)
            guard number == 150 else { continue }
            second = try JSONDecoder().decode(Evidence.self, from: try JSONEncoder().encode(second))
        }
        #expect(first == second)
        let judge = Judge(Tolerances(), candidates: 1)
        #expect(judge.verdicts(first.all) == judge.verdicts(second.all))
    }

    /// Durations as a quota of the CPU makes them: most in steps of 20 ms, in runs of busy and quiet times.
    @Test("a twin of the control, in steps and correlated, is called better or worse in at most 5 % of runs")
    func falseAlarms() {
        var random = SplitMix64(seed: 20_261_125)
        let judge = Judge(Tolerances(), candidates: 1)
        var alarms = 0
        let runs = 400
        for _ in 0..<runs {
            var tally = Tally()
            var mood = 0.0
            var isAlarmed = false
            for number in 0..<300 {
                mood = 0.7 * mood + random.normal()
                func duration() -> Double {
                    let work = 3_000 * exp(0.5 * mood + 0.3 * random.normal())
                    return work + 20_000 * (work / 1_450).rounded(.down)
                }
                tally.add(
                    .sample(control: duration(), candidate: duration(), environment: "\(number / 20)"))
                guard tally.latency.count >= 30 else { continue }
                let states = [judge.latency(tally).state, judge.cost(tally).state, judge.memory(tally).state]
                if states.contains(.worse) || states.contains(.better) { isAlarmed = true }
            }
            if isAlarmed { alarms += 1 }
        }
        #expect(alarms <= runs / 20, "\(alarms) of \(runs)")
    }
}

extension Observation {
    /// Durations in microseconds.
    static func sample(
        outcome: Outcome? = nil, control: Double = 1_000, candidate: Double = 1_000, differingAt fields: [String] = [],
        noise: [String] = [], failure: Failure? = nil, initMicroseconds: Int? = nil, cohorts: [String] = [],
        environment: String = "e", controlMB: Int = 20, candidateMB: Int = 20
    ) -> Observation {
        func path(_ text: String) -> FieldPath {
            FieldPath(.body, text.split(separator: ".").dropFirst().map { .key(String($0)) })
        }
        func run(_ microseconds: Double, _ memoryMB: Int) -> Run {
            Run(
                .success(Answer(status: 200)),
                measures: Run.Measures(
                    invokeMicroseconds: Int(microseconds), functionMicroseconds: Int(microseconds),
                    initMicroseconds: initMicroseconds, billedMilliseconds: Int((microseconds / 1_000).rounded(.up)),
                    cpuMicroseconds: Int(microseconds / 2), memorySizeMB: 128, maxMemoryUsedMB: memoryMB,
                    cost: (microseconds / 1_000).rounded(.up) * 0.125 * 0.0000166667 / 1_000 + 0.0000002,
                    environment: environment, version: "$LATEST", codeHash: "c"))
        }
        var candidateRun = run(candidate, candidateMB)
        if let failure { candidateRun = Run(.failure(failure)) }
        return Observation(
            requestID: "r", time: 0, experiment: "x", version: 1, candidate: "c",
            request: Request(method: "GET", path: "/x"), clientMicroseconds: 1_500, control: run(control, controlMB),
            twin: run(control, controlMB), candidateRun: candidateRun,
            outcome: outcome ?? (fields.isEmpty ? .match : .mismatch),
            differences: fields.map { Difference(path: path($0), kind: .value) },
            noise: noise.map { .init(path: path($0), kind: .value) },
            cohorts: cohorts)
    }
}

@Suite("Numbers in sentences")
struct FiguresTests {
    @Test("estimates have three digits", arguments: [(1, "1"), (987, "987"), (1_236, "1,240"), (104_968, "105,000")])
    func about(number: Int, text: String) {
        #expect(Figures.about(number) == text)
    }

    @Test(
        "a ratio that is not 1 does not look like 1",
        arguments: [(1.0, "1"), (1.0003, "1.0003"), (0.99996, "0.99996"), (1.0764, "1.076"), (0.5723, "0.5723")])
    func ratio(value: Double, text: String) {
        #expect(Figures.ratio(value) == text)
    }
}
