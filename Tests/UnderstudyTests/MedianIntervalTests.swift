import Testing

@testable import Understudy

@Suite struct MedianIntervalTests {
    /// From sums of exact binomial coefficients: 6: 1 - 2/64; 9: 1 - 2 (1 + 9)/512; 10: 1 - 2 (1 + 10)/1024;
    /// 20: 1 - 2 (1 + 20 + 190 + 1140 + 4845 + 15504)/2^20; the larger ones with whole numbers of any length.
    @Test(
        "ranks are those of the binomial distribution",
        arguments: [
            (6, 1, 6, 0.96875), (7, 1, 7, 0.984375), (8, 1, 8, 0.9921875), (9, 2, 8, 0.9609375),
            (10, 2, 9, 0.978515625), (11, 2, 10, 0.98828125), (20, 6, 15, 0.9586105346679688),
            (50, 18, 33, 0.9671608624357315), (100, 40, 61, 0.9647997997822952), (1_000, 469, 532, 0.9537088026395019),
        ])
    func ranks(count: Int, lower: Int, upper: Int, coverage: Double) throws {
        let ranks = try #require(MedianInterval.ranks(count: count))
        #expect(ranks.lower == lower)
        #expect(ranks.upper == upper)
        #expect(abs(ranks.coverage - coverage) < 1e-9)
    }

    @Test("every number of samples from 6 on has the narrowest interval of 95 %")
    func everyCount() throws {
        for count in 6...1_000 {
            let ranks = try #require(MedianInterval.ranks(count: count))
            #expect(ranks.coverage >= 0.95, "\(count)")
            #expect(ranks.lower >= 1 && ranks.lower <= ranks.upper, "\(count)")
        }
    }

    @Test("fewer than 6 samples have no interval", arguments: 0...5)
    func tooFew(count: Int) {
        #expect(MedianInterval(of: Array(repeating: 1, count: count)) == nil)
    }

    @Test("of ten samples it is the second and the ninth, in whatever order they came")
    func tenSamples() throws {
        let interval = try #require(MedianInterval(of: [10, 1, 9, 2, 8, 3, 7, 4, 6, 5]))
        #expect(interval.lower == 2)
        #expect(interval.upper == 9)
    }

    @Test(
        "intervals overlap when they share a point",
        arguments: [(1.0, 2.0, true), (2.0, 3.0, true), (3.0, 4.0, true), (3.5, 4.0, false), (0.0, 0.5, false)])
    func overlap(lower: Double, upper: Double, overlaps: Bool) {
        let one = MedianInterval(lower: 1, upper: 3, coverage: 0.96)
        let other = MedianInterval(lower: lower, upper: upper, coverage: 0.96)
        #expect(one.overlaps(other) == overlaps)
        #expect(other.overlaps(one) == overlaps)
    }
}

@Suite struct MedianTests {
    @Test(
        "the middle, or the mean of the two in the middle",
        arguments: [([], nil), ([3], 3), ([3, 1], 2), ([3, 1, 2], 2), ([4, 1, 3, 2], 2.5)] as [([Double], Double?)])
    func median(samples: [Double], median: Double?) {
        #expect(Median.of(samples) == median)
    }
}
