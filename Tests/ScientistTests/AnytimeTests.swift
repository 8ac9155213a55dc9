import Foundation
import Testing

@testable import Scientist

@Suite("Bands, medians and fields that may be looked at any time")
struct AnytimeTests {
    @Test("the band's constant and width", arguments: [(100, 0.2667), (1_000, 0.0858), (10_000, 0.0275)])
    func band(count: Int, width: Double) {
        #expect(abs(EmpiricalBand(alpha: 0.05).constant - 8.1227) < 1e-4)
        #expect(abs(EmpiricalBand(alpha: 0.01).constant - 9.2835) < 1e-4)
        #expect(abs(EmpiricalBand(alpha: 0.05).halfWidth(count) - width) < 5e-5)
    }

    /// The first counts at which the width is below what is left on the quantile's nearer side.
    @Test(
        "a quantile is hidden while the band reaches beyond the sample",
        arguments: [(0.5, 28), (0.9, 734), (0.95, 2_983), (0.99, 76_789)])
    func fewest(share: Double, count: Int) throws {
        let band = EmpiricalBand.standard
        #expect(band.fewest(for: share) == count)
        #expect(band.ranks(share, of: count - 1) == nil)
        let ranks = try #require(band.ranks(share, of: count))
        #expect(ranks.contains(Int(share * Double(count))))
    }

    @Test(
        "a true quantile is outside of its band at any look in at most 5 % of runs; of the interval for one look more often"
    )
    func bandMisses() {
        var random = SplitMix64(seed: 21)
        let runs = 1_000
        var (misses, naiveMisses) = (0, 0)
        let widths = (0...1_000).map { EmpiricalBand.standard.halfWidth($0) }
        for _ in 0..<runs {
            var (below, isMissed, isNaivelyMissed) = (0, false, false)
            for count in 1...1_000 {
                if Double.random(in: 0..<1, using: &random) < 0.5 { below += 1 }
                let distance = abs(Double(below) / Double(count) - 0.5)
                if distance > widths[count] { isMissed = true }
                if count >= 30, distance > 1.96 * 0.5 / Double(count).squareRoot() { isNaivelyMissed = true }
            }
            if isMissed { misses += 1 }
            if isNaivelyMissed { naiveMisses += 1 }
        }
        #expect(misses <= runs / 20, "\(misses) of \(runs)")
        #expect(naiveMisses > runs * 3 / 10, "\(naiveMisses) of \(runs): this harness could not fail")
    }

    /// SciPy's binomial quantiles.
    @Test(
        "ranks are right, and quickly found, for a million values",
        arguments: [
            (0.5, 499_020, 500_981), (0.9, 899_412, 900_589), (0.95, 949_572, 950_428), (0.99, 989_805, 990_196),
        ])
    func million(share: Double, low: Int, high: Int) throws {
        let range = try #require(QuantileRange(share, of: 1_000_000))
        #expect((range.low, range.high) == (low, high))
    }

    @Test("a tail that is slower than the rest is said, though the mean is equal")
    func tail() {
        var tally = Tally()
        for number in 0..<4_000 {
            tally.add(
                .sample(
                    control: 10_000, candidate: number.isMultiple(of: 10) ? 30_000 : 8_851,
                    environment: "\(number / 20)"))
        }
        let verdict = Judge(Tolerances(), candidates: 1).latency(tally)
        #expect(verdict.state == .equivalent)
        #expect(verdict.explanation.contains("Its 95th percentile is higher: "))
    }

    // MARK: Medians

    /// 2^n (1 - 2^-(n + 1)) / (n + 1) reaches 1 / alpha: 160 at eleven, 20 at eight.
    @Test("how many it takes for an interval", arguments: [(0.05 / 8, 11), (0.05, 8)])
    func fewestForMedian(alpha: Double, fewest: Int) {
        #expect(MedianSequence.fewest(alpha: alpha) == fewest)
        #expect(MedianSequence.ranks(fewest, alpha: alpha) == 1...fewest)
    }

    @Test("the median is outside of its interval in at most 5 % of runs, ties or not", arguments: [0, 0.6])
    func medianMisses(ties: Double) {
        var random = SplitMix64(seed: 22)
        let runs = 1_000
        let ranks = (0...300).map { MedianSequence.ranks($0, alpha: 0.05) }
        var misses = 0
        for _ in 0..<runs {
            var (below, equal, isMissed) = (0, 0, false)
            for count in 1...300 {
                let place = Double.random(in: 0..<1, using: &random)
                // With ties all others lie above: the median is the tied value still.
                if ties > 0 { if place < ties { equal += 1 } } else if place < 0.5 { below += 1 }
                guard let range = ranks[count] else { continue }
                // The interval leaves the median out if its end lies among the values beyond.
                if range.lowerBound > below + equal { isMissed = true }
                if ties == 0, range.upperBound <= below { isMissed = true }
            }
            if isMissed { misses += 1 }
        }
        #expect(misses <= runs / 20, "\(misses) of \(runs)")
    }

    // MARK: Fields

    @Test("of four e-values two are taken where Bonferroni takes one")
    func eBH() {
        let evidence = ["a": log(100.0), "b": log(45.0), "c": log(20.0), "d": 0]
        #expect(EBenjaminiHochberg.discoveries(evidence, alpha: 0.05) == ["a", "b"])
        #expect(EBenjaminiHochberg.discoveries(["a": log(19.9)], alpha: 0.05).isEmpty)
        #expect(EBenjaminiHochberg.discoveries([String: Double](), alpha: 0.05).isEmpty)
    }

    /// Diffy's defaults: more raw differences than noise, by over 20 % of both and 0.03 % of all. On noise alone they flag a
    /// field a third of the time.
    @Test(
        "fields of equal noise are found to differ in at most 5 % of runs, at any look; Diffy's rule is not so careful",
        arguments: [(100, 0.01, 0.25), (1_000, 0.001, 0.25), (10_000, 0.01, 0)])
    func noise(count: Int, rate: Double, least: Double) {
        var random = SplitMix64(seed: 23)
        let runs = 200
        var (alarms, diffys) = (0, 0)
        for _ in 0..<runs {
            var fields = [DiscordantPairs](repeating: DiscordantPairs(), count: 3)
            var (raw, noise, isAlarmed) = (0, 0, false)
            for _ in 0..<count {
                for field in fields.indices {
                    let differs = Double.random(in: 0..<1, using: &random) < rate
                    let isNoisy = Double.random(in: 0..<1, using: &random) < rate
                    if field == 0 { (raw, noise) = (raw + (differs ? 1 : 0), noise + (isNoisy ? 1 : 0)) }
                    guard differs != isNoisy else { continue }
                    if differs { fields[field].lose() } else { fields[field].win() }
                    let evidence = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($0, $1.logEvidence) })
                    if !EBenjaminiHochberg.discoveries(evidence, alpha: 0.05).isEmpty { isAlarmed = true }
                }
            }
            let distance = Double(raw - noise)
            if distance > 0, distance / Double(raw + noise) > 0.2, distance / Double(count) > 0.0003 { diffys += 1 }
            if isAlarmed { alarms += 1 }
        }
        #expect(alarms <= runs / 20, "\(alarms) of \(runs)")
        #expect(Double(diffys) >= Double(runs) * least, "\(diffys) of \(runs): this harness could not fail")
    }

    @Test("a field is found to be a difference, noise, or a difference beyond noise")
    func findings() {
        var tally = Tally()
        for number in 0..<60 {
            var fields: [String] = []
            if number == 3 { fields.append("$.new") }
            if number.isMultiple(of: 2) { fields.append("$.beyond") }
            if number.isMultiple(of: 3) { fields.append("$.noise") }
            var noise: [String] = []
            if number == 5 { noise.append("$.beyond") }
            if number % 3 == 1 { noise.append("$.noise") }
            tally.add(.sample(differingAt: fields, noise: noise))
        }
        let findings = Judge(Tolerances(), candidates: 1).findings(tally)
        #expect(findings.map(\.field) == ["$.beyond", "$.new", "$.noise"])
        #expect(findings.map(\.kind) == [.beyondNoise, .difference, .noise])
        #expect(findings.map(\.candidateOnly) == [30, 1, 20])
        #expect(findings.map(\.twinOnly) == [1, 0, 20])
    }
}
