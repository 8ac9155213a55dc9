import Foundation
import Testing

@testable import Scientist

@Suite("Pairs of environments")
struct EnvironmentPairsTests {
    /// Every pair of processes has an error of its own, of 2.5 %.
    private func isAlarmed(_ random: inout SplitMix64, knowingEnvironments: Bool) -> Bool {
        var ratios = LogRatios()
        var error = 0.0
        for number in 0..<600 {
            if number.isMultiple(of: 20) { error = 0.025 * random.normal() }
            ratios.add(
                control: 1_000, candidate: 1_000 * exp(error + 0.06 * random.normal()),
                environments: knowingEnvironments ? "\(number / 20)" : nil)
            if let interval = ratios.interval(alpha: 0.05), !interval.contains(0) { return true }
        }
        return false
    }

    @Test("a process's own speed is no difference of the code: at most 5 % of runs look so, and many more without this")
    func falseAlarms() {
        var random = SplitMix64(seed: 20_261_126)
        let runs = 1_000
        let (alarms, naive) = (0..<runs).reduce(into: (0, 0)) { counts, _ in
            if isAlarmed(&random, knowingEnvironments: true) { counts.0 += 1 }
            if isAlarmed(&random, knowingEnvironments: false) { counts.1 += 1 }
        }
        #expect(alarms <= runs / 20, "\(alarms) of \(runs)")
        #expect(naive > runs / 10, "\(naive) of \(runs)")
    }

    @Test("two processes alone never show less than what two processes usually differ by")
    func lonePair() {
        var ratios = LogRatios()
        for number in 0..<100_000 {
            ratios.add(control: 1_000, candidate: number.isMultiple(of: 2) ? 1_001 : 999, environments: "a b")
        }
        let interval = ratios.interval(alpha: 0.05)
        #expect((interval?.upperBound ?? 0) > 2 * EnvironmentPairs.priorDeviation)
        #expect((interval?.lowerBound ?? 0) < -2 * EnvironmentPairs.priorDeviation)
    }

    @Test("5 % more work is found, though processes differ, in a median of at most 400 pairs")
    func power() {
        var random = SplitMix64(seed: 20_261_127)
        var found: [Int] = []
        for _ in 0..<300 {
            var ratios = LogRatios()
            var error = 0.0
            var count = 2_000
            for number in 0..<2_000 {
                if number.isMultiple(of: 20) { error = 0.025 * random.normal() }
                ratios.add(
                    control: 1_000, candidate: 1_050 * exp(error + 0.06 * random.normal()),
                    environments: "\(number / 20)")
                if let interval = ratios.interval(alpha: 0.05), !interval.contains(0) {
                    count = number + 1
                    break
                }
            }
            found.append(count)
        }
        let median = found.sorted()[found.count / 2]
        #expect(median <= 400, "\(median)")
    }

    @Test("the variance of sums over groups, by hand")
    func byHand() {
        var pairs = EnvironmentPairs()
        var moments = RunningMoments()
        for (value, name) in [(0.1, "a"), (0.3, "b"), (0.1, "a"), (0.3, "b")] {
            pairs.add(value, in: name)
            moments.add(value)
        }
        // The mean is 0.2, the groups' sums of distances -0.2 and 0.2: (0.04 + 0.04) / 4 * 2 / 1 = 0.04. Usual is the
        // sample's 0.04 / 3 and twice the prior's 0.000625: 0.0145833. Four parts of it and two of the other.
        #expect(pairs.groups == 2)
        #expect(abs(pairs.variance(of: moments) - (4 * 0.01458333333 + 2 * 0.04) / 6) < 1e-9)
    }
}
