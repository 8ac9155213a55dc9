import Foundation
import Testing

@testable import Scientist

@Suite("The report of a finished sample")
struct ReportTests {
    private let control = [12.0, 15, 11, 18, 14, 10, 15, 12]
    private let candidate = [11, 13.5, 10, 19, 12.2, 9.9, 14.1, 10.4]

    /// Computed with SciPy, as all numbers here that are not simple counts.
    @Test("Wilcoxon's test is exact for few pairs without ties")
    func exactSignedRanks() throws {
        let test = try #require(SignedRankTest(zip(control, candidate).map { log($1 / $0) }))
        #expect(test.isExact)
        #expect(test.statistic == 2)
        #expect(test.pValue == 0.0234375)
    }

    @Test("Wilcoxon's test with ties, or many pairs, is by the normal distribution; zeros are left out")
    func signedRanks() throws {
        let tied = try #require(
            SignedRankTest([1, -1, 2, 2, 3, -2, 4, 5, 0, -1, 3, 6, 2.5, 2.5, -0.5]))
        #expect(!tied.isExact)
        #expect(tied.count == 14)
        #expect(tied.statistic == 13)
        #expect(abs(tied.pValue - 0.012926012831190692) < 1e-9)
        let differences = (0..<30).map { (number: Int) -> Double in
            Double(number * 37 % 31 - 12) + 0.1 * Double(number)
        }
        let many = try #require(SignedRankTest(differences))
        #expect(!many.isExact)
        #expect(many.statistic == 136)
        #expect(abs(many.pValue - 0.04716174720825457) < 1e-9)
        #expect(SignedRankTest([0, 0]) == nil)
    }

    @Test("the Hodges-Lehmann estimate of a ratio, and of a shift")
    func hodgesLehmann() throws {
        let center = try #require(HodgesLehmann.center(zip(control, candidate).map { log($1 / $0) }))
        #expect(abs(exp(center) - 0.9220965) < 1e-6)
        #expect(HodgesLehmann.center([]) == nil)
        #expect(HodgesLehmann.center([-3]) == -3)
        #expect(HodgesLehmann.shift([1, 2], [10, 20]) == -13.5)
    }

    /// Against all pairs, sorted.
    @Test("the estimates are the medians of all pairs, to the last bit")
    func exactMedians() {
        var random = SplitMix64(seed: 4)
        func median(_ values: [Double]) -> Double {
            let sorted = values.sorted()
            return sorted.count % 2 == 1
                ? sorted[sorted.count / 2] : (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2
        }
        for count in 1...12 {
            let first = (0..<count).map { _ in random.normal() }
            let second = (0..<(count + 3)).map { _ in (random.normal() * 4).rounded() / 4 }
            let walsh = first.indices.flatMap { one in first.indices[one...].map { (first[one] + first[$0]) / 2 } }
            #expect(HodgesLehmann.center(first) == median(walsh))
            #expect(HodgesLehmann.shift(first, second) == median(first.flatMap { a in second.map { a - $0 } }))
        }
    }

    @Test("Mann and Whitney's test")
    func rankSums() throws {
        let test = try #require(RankSumTest([12, 15, 11, 18, 14], [10, 9, 13, 8, 11]))
        #expect(test.statistic == 22.5)
        #expect(abs(test.standardDeviation - 4.7726070) < 1e-6)
        #expect(abs(test.score - 1.9905263) < 1e-6)
        #expect(abs(test.pValue - 0.0465330) < 1e-6)
        #expect(test.chance == 0.9)
        #expect(test.shift == 4)
        let same = try #require(RankSumTest([1, 1], [1, 1]))
        #expect(same.pValue == 1)
    }

    @Test("Wilson's interval", arguments: [(0, 0.0, 0.0369935), (3, 0.0102545, 0.0845194)])
    func wilson(hits: Int, low: Double, high: Double) {
        let interval = Proportion(hits, of: 100).wilson
        #expect(abs(interval.lowerBound - low) < 1e-7)
        #expect(abs(interval.upperBound - high) < 1e-7)
    }

    @Test("how many requests without a mismatch it takes", arguments: [(299, 0.01), (2_995, 0.001), (29_956, 0.0001)])
    func ruleOfThree(count: Int, rate: Double) throws {
        let enough = try #require(Proportion(0, of: count).mostWithoutHit)
        let tooFew = try #require(Proportion(0, of: count - 1).mostWithoutHit)
        #expect(enough < rate && tooFew > rate)
        #expect(Proportion(1, of: count).mostWithoutHit == nil)
    }

    @Test(
        "McNemar's exact test",
        arguments: [(0, 5, 0.0625), (0, 6, 0.03125), (5, 20, 0.0040773), (3, 3, 1), (0, 0, 1), (700, 700, 1)])
    func mcNemar(won: Int, lost: Int, expected: Double) {
        #expect(abs(DiscordantPairs(won: won, lost: lost).exactPValue - expected) < 1e-6)
    }

    @Test("the bootstrap's interval holds the true difference of medians in most runs, and is the same each time")
    func bootstrap() {
        var random = SplitMix64(seed: 12)
        var hits = 0
        for _ in 0..<40 {
            let pairs = (0..<60).map { _ in
                let size = exp(0.4 * random.normal())
                return (
                    control: 100 * size * exp(0.1 * random.normal()), candidate: 110 * size * exp(0.1 * random.normal())
                )
            }
            let blocks = pairs.indices.map { $0..<$0 + 1 }
            let difference = PercentileBootstrap(pairs, blocks: blocks).differences([0.5])
            #expect(difference == PercentileBootstrap(pairs, blocks: blocks).differences([0.5]))
            if difference[0].interval.contains(10) { hits += 1 }
            // Drawn as one block it is always the same sample.
            let whole = PercentileBootstrap(pairs, blocks: [pairs.indices]).differences([0.5])[0]
            #expect(whole.interval == whole.value...whole.value)
            #expect(whole.value == difference[0].value)
        }
        #expect(hits >= 34, "\(hits) of 40")
    }

    @Test("a report counts outcomes, leaves cold runs out of speed, and compares cold starts by themselves")
    func report() throws {
        var random = SplitMix64(seed: 6)
        var pairs = (0..<400).map { number in
            let size = exp(0.5 * random.normal())
            return FinalReport.Pair(
                time: 1_000 * number, outcome: number < 4 ? .mismatch : .match, control: Int(20_000 * size),
                candidate: Int(18_000 * size * exp(0.05 * random.normal())))
        }
        pairs.append(FinalReport.Pair(time: 400_000, outcome: .match, control: nil, candidate: 9_000))
        pairs.append(FinalReport.Pair(time: 401_000, outcome: .timeout, control: 20_000, candidate: nil))
        pairs.append(FinalReport.Pair(time: 402_000, outcome: .dropped, control: nil, candidate: nil))
        let report = FinalReport(
            pairs,
            coldStarts: FinalReport.ColdStarts(
                control: (0..<20).map { 90_000 + Double($0) }, candidate: (0..<20).map { 50_000 + Double($0) }))
        #expect(report.requests == 402)
        #expect(report.times == 0...401_000)
        #expect(report.mismatches == Proportion(4, of: 401))
        #expect((report.failures.won, report.failures.lost) == (0, 1))
        let speed = try #require(report.speed)
        #expect(speed.count == 400)
        #expect(speed.blocks == 400)
        #expect(abs(speed.ratio - 0.9) < 0.01)
        #expect(try #require(speed.test).pValue < 1e-6)
        #expect(speed.percentiles.map(\.share) == [0.5, 0.9, 0.95, 0.99])
        #expect(try #require(speed.percentiles.first).difference.interval.upperBound < 0)
        let coldStarts = try #require(report.coldStarts.comparison)
        #expect(coldStarts.shift == -40_000)
        #expect(coldStarts.chance == 0)
        #expect(FinalReport.ColdStarts(control: [1, 2], candidate: [1, 2, 3, 4, 5]).comparison == nil)
    }

    @Test("where neighbours in time resemble each other, whole seconds are drawn")
    func blocks() throws {
        let pairs = (0..<400).map { number in
            // Slow and fast seconds.
            FinalReport.Pair(
                time: 100 * number, outcome: .match, control: 10_000,
                candidate: (number / 10).isMultiple(of: 2) ? 12_000 : 9_000 + number)
        }
        let speed = try #require(FinalReport(pairs, coldStarts: FinalReport.ColdStarts()).speed)
        #expect(speed.blocks == 40)
    }

    @Test("a report of nothing says nothing")
    func nothing() {
        let report = FinalReport([], coldStarts: FinalReport.ColdStarts())
        #expect(report.requests == 0 && report.times == nil && report.mismatches == nil && report.speed == nil)
    }
}
