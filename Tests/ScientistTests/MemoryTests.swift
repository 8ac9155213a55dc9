import Foundation
import Testing

@testable import Scientist

@Suite("Memory")
struct MemoryTests {
    private let judge = Judge(Tolerances(), candidates: 1)

    /// Environments of 40 requests each, in which memory grows to its largest.
    private func tally(_ sizes: [(control: Int, candidate: Int)]) -> Tally {
        var tally = Tally()
        for (number, size) in sizes.enumerated() {
            for request in 0..<40 {
                let share = min(20, request)
                tally.add(
                    .sample(
                        environment: "e\(number)", controlMB: size.control - 20 + share,
                        candidateMB: size.candidate - 20 + share))
            }
        }
        return tally
    }

    @Test("each environment counts once, when it is over")
    func environments() {
        let tally = tally([(100, 150), (100, 150), (102, 103)])
        #expect(tally.memory.count == 2)
        #expect(abs((tally.memory.median ?? 0) - 1.5) < 0.001)
        #expect(tally.memory.interval(alpha: 0.05) == nil)
    }

    @Test("a handful of environments speaks by its largest maximum, and says how many there were")
    func handful() {
        let same = judge.memory(tally([(100, 101), (102, 101)]))
        #expect(same.state == .equivalent)
        #expect(same.interval == nil)
        #expect(same.explanation == "In 80 requests it used at most 101 MB, the control at most 102 MB.")
        #expect(
            same.method == "largest Max Memory Used of all environments, in whole MB; pairs of them that are over: 1")
        #expect(judge.memory(tally([(100, 150), (101, 149)])).state == .worse)
        #expect(judge.memory(tally([(100, 70), (101, 72)])).state == .better)
        #expect(judge.memory(tally([(100, 150)])).state == .notYet)
    }

    @Test("environments that contradict each other settle nothing")
    func contradiction() {
        let verdict = judge.memory(tally([(100, 100), (100, 150), (100, 150)]))
        #expect(verdict.state == .notYet)
        #expect(verdict.needed == 9 * 60)
        #expect(
            verdict.explanation.hasSuffix("Its environments contradict each other; 9 more pairs of them should tell."))
    }

    @Test("from eleven pairs of environments on there is an interval")
    func interval() throws {
        let sizes = (0..<12).map { (control: 100 + $0 % 3, candidate: 125 + $0 % 4) }
        let verdict = judge.memory(tally(sizes))
        #expect(verdict.state == .worse)
        #expect(abs((verdict.ratio ?? 0) - 1.25) < 0.02)
        let interval = try #require(verdict.interval)
        #expect(interval.lowerBound > 1.2 && interval.upperBound < 1.3)
        #expect(verdict.method.contains("11 pairs of environments"))
        // One environment among many that grew does not make the candidate worse, and is not hidden.
        let spike = judge.memory(tally((0..<20).map { (control: 100, candidate: $0 == 7 ? 200 : 100) }))
        #expect(spike.state == .equivalent)
        #expect(spike.ratio == 1)
        #expect(spike.explanation.contains("at most 200 MB, the control at most 100 MB"))
    }

    @Test("the same code is called better or worse in at most 5 % of runs, looked at after every environment")
    func falseAlarms() {
        var random = SplitMix64(seed: 31)
        var alarms = 0
        for _ in 0..<300 {
            var memory = EnvironmentMemory()
            var isAlarmed = false
            for environment in 0..<60 {
                // Far more variable than memory ever is.
                let sizes = (0..<2).map { _ in max(20, Int(100 * exp(0.3 * random.normal()))) }
                for _ in 0..<25 {
                    memory.add(control: .memory(sizes[0], "c\(environment)"))
                    memory.add(candidate: .memory(sizes[1], "k\(environment)"))
                }
                if let interval = memory.interval(alpha: 0.05), !interval.contains(1) { isAlarmed = true }
            }
            if isAlarmed { alarms += 1 }
        }
        #expect(alarms <= 15, "\(alarms) of 300")
    }
}

extension Run.Measures {
    fileprivate static func memory(_ sizeMB: Int, _ environment: String) -> Run.Measures {
        Run.Measures(
            invokeMicroseconds: 1, functionMicroseconds: 1, initMicroseconds: nil, billedMilliseconds: 1,
            cpuMicroseconds: nil, memorySizeMB: 512, maxMemoryUsedMB: sizeMB, cost: 0, environment: environment,
            version: "$LATEST", codeHash: "c")
    }
}
