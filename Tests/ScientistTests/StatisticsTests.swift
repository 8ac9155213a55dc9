import Foundation
import Testing

@testable import Scientist

@Suite("Statistics that may be looked at any time")
struct StatisticsTests {
    /// Computed with SciPy from the formulas of the papers.
    @Test("the mixture's evidence and the width of its interval")
    func golden() {
        let evidence = MixtureSequence.evidence(count: 100, sum: 5, variance: 0.04, mixingVariance: 0.0025)
        #expect(abs(evidence - 5.492946) < 1e-6)
        #expect(abs(1 / evidence - 0.182052) < 1e-6)
        let width = { MixtureSequence.halfWidth(count: $0, variance: 0.04, mixingVariance: 0.0025, alpha: 0.05) }
        #expect(abs(width(100) - 0.0608212) < 1e-7)
        #expect(abs(width(1_000) - 0.0203025) < 1e-7)
    }

    @Test("how many values it takes is the first count that suffices")
    func needed() throws {
        var sequence = MixtureSequence(alpha: 0.05)
        for number in 0..<40 { sequence.add(number.isMultiple(of: 2) ? 0.2 : -0.2) }
        let count = try #require(sequence.count(forHalfWidth: 0.02))
        let mixing = MixtureSequence.standardMixing * MixtureSequence.standardMixing
        let width = {
            MixtureSequence.halfWidth(
                count: $0, variance: sequence.moments.variance, mixingVariance: mixing, alpha: 0.05)
        }
        #expect(width(count) <= 0.02 && width(count - 1) > 0.02)
        #expect(MixtureSequence(alpha: 0.05).count(forHalfWidth: 0.02) == nil)
    }

    /// As above.
    @Test(
        "the interval of a rate",
        arguments: [(0, 0.0, 0.0098556), (3, 0.0000685, 0.0164183), (30, 0.0137433, 0.0553183)])
    func rates(hits: Int, low: Double, high: Double) {
        var sequence = BinomialSequence(alpha: 0.05)
        for number in 0..<1_000 { sequence.add(number < hits) }
        #expect(abs(sequence.interval.lowerBound - low) < 1e-7)
        #expect(abs(sequence.interval.upperBound - high) < 1e-7)
        if hits == 0 { #expect(abs(sequence.logEvidence(against: 0.01) - 3.1415811) < 1e-7) }
    }

    @Test("no mismatch gives \"below 1 %\" at 332 requests, one at 587", arguments: [(0, 332), (1, 587)])
    func promotion(mismatches: Int, requests: Int) {
        var evidence = PromotionEvidence(limit: 0.01)
        var count = 0
        while !evidence.isEnough(alpha: 0.05) {
            evidence.add(count < mismatches)
            count += 1
        }
        #expect(count == requests)
    }

    @Test("rates beyond the bound are those against which the same evidence is enough", arguments: [0, 1, 7])
    func promotionBound(mismatches: Int) {
        let bound = PromotionEvidence.upperBound(hits: mismatches, of: 1_000, alpha: 0.05)
        #expect(PromotionEvidence(limit: bound * 1.001, hits: mismatches, of: 1_000).isEnough(alpha: 0.05))
        #expect(!PromotionEvidence(limit: bound * 0.999, hits: mismatches, of: 1_000).isEnough(alpha: 0.05))
        #expect(PromotionEvidence.upperBound(hits: mismatches, of: mismatches, alpha: 0.05) == 1)
    }

    /// Looked at after every value from the 30th to the 2,000th.
    @Test("a twin of the control is taken for another in at most 5 % of all runs, a naive rule is not so careful")
    func falseAlarms() {
        var random = SplitMix64(seed: 20_261_124)
        let runs = 2_000
        var (alarms, naiveAlarms) = (0, 0)
        for _ in 0..<runs {
            var sequence = MixtureSequence(alpha: 0.05)
            var isNaivelyAlarmed = false
            for _ in 0..<2_000 {
                sequence.add(0.2 * random.heavyTailed())
                let moments = sequence.moments
                guard moments.count >= MixtureSequence.fewest else { continue }
                let error = (moments.variance / Double(moments.count)).squareRoot()
                if abs(moments.mean) > 1.96 * error { isNaivelyAlarmed = true }
            }
            if sequence.pValue <= 0.05 { alarms += 1 }
            if isNaivelyAlarmed { naiveAlarms += 1 }
        }
        #expect(alarms <= runs / 20, "\(alarms) of \(runs)")
        #expect(naiveAlarms > runs * 3 / 10, "\(naiveAlarms) of \(runs): this harness could not fail")
    }

    @Test("a slowdown of 5 % is found in a median of at most 150 pairs")
    func slowdown() {
        var random = SplitMix64(seed: 7)
        var needed = (0..<200).map { _ in
            var sequence = MixtureSequence(alpha: 0.05)
            while sequence.pValue > 0.05 && sequence.moments.count < 5_000 {
                sequence.add(log(1.05) + 0.2 * random.normal())
            }
            return sequence.moments.count
        }
        needed.sort()
        #expect(needed[100] <= 150, "\(needed[100])")
    }

    /// Facts computed with SciPy's binomial distribution.
    @Test(
        "between which ranks a quantile lies",
        arguments: [(1_000, 0.95, 936, 964), (1_000, 0.99, 983, 997), (5_000, 0.99, 4_936, 4_964)])
    func quantileRanks(count: Int, share: Double, low: Int, high: Int) throws {
        let range = try #require(QuantileRange(share, of: count))
        #expect((range.low, range.high) == (low, high))
    }

    @Test(
        "a quantile is hidden below the least sample that can bound it",
        arguments: [(0.95, 72), (0.99, 368), (0.999, 3_688)])
    func fewestForQuantile(share: Double, fewest: Int) {
        #expect(abs(QuantileRange.fewest(for: share) - fewest) <= 1)
        #expect(QuantileRange(share, of: QuantileRange.fewest(for: share) - 10) == nil)
        #expect(QuantileRange(share, of: fewest + 1) != nil)
    }

    @Test("evidence of discordant pairs", arguments: [(0, 6, 9.142857), (5, 20, 24.290515)])
    func discordantPairs(won: Int, lost: Int, evidence: Double) {
        #expect(abs(exp(DiscordantPairs(won: won, lost: lost).logEvidence) - evidence) < 1e-6)
    }

    @Test("a histogram knows quantiles to a percent, and its size does not grow")
    func histogram() throws {
        var histogram = LogHistogram()
        for value in 1...100_000 { histogram.add(Double(value)) }
        for share in [0.5, 0.95, 0.99] {
            let quantile = try #require(histogram.quantile(share))
            #expect(abs(quantile / (share * 100_000) - 1) < 0.01)
        }
        #expect(histogram.bars.count < 1_200)
        let stored = try JSONEncoder().encode(histogram)
        #expect(try JSONDecoder().decode(LogHistogram.self, from: stored) == histogram)
    }

    @Test("what is no histogram is not taken for one", arguments: ["1", "1 2 3", "a 1", "1 -1", "1 b"])
    func noHistogram(text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(LogHistogram.self, from: Data("\"\(text)\"".utf8))
        }
    }

    @Test("the ratio of two sums has an interval around the true one in all looks of 95 % of runs")
    func pairedTotals() {
        var random = SplitMix64(seed: 11)
        var misses = 0
        for _ in 0..<300 {
            var totals = PairedTotals()
            var isMissed = false
            for _ in 0..<600 {
                let size = exp(0.6 * random.normal())
                totals.add(
                    control: size * exp(0.1 * random.normal()), candidate: 1.1 * size * exp(0.1 * random.normal()))
                if let interval = totals.interval(alpha: 0.05), !interval.contains(1.1) { isMissed = true }
            }
            if isMissed { misses += 1 }
        }
        #expect(misses <= 15, "\(misses) of 300")
    }
}
