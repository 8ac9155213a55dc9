import JSON
import Testing

@testable import Understudy

@Suite struct RecommendationTests {
    private func size(
        _ memorySizeMB: Int, _ milliseconds: Double, x86: Double, arm: Double = 1, within: Double? = 1
    ) -> SizeSummary {
        SizeSummary(
            memorySizeMB: memorySizeMB, medianMilliseconds: milliseconds,
            interval: within.map { .init(lower: milliseconds - $0, upper: milliseconds + $0, coverage: 0.96) },
            medianBilledMilliseconds: milliseconds.rounded(.up), x86PerMillion: x86, armPerMillion: arm)
    }

    private func sizes(_ sizes: [SizeSummary], _ architecture: Architecture = .x86_64) -> [Int] {
        Recommendation.all(sizes, architecture).map(\.memorySizeMB)
    }

    @Test("each goal has its size, and a sentence that says why")
    func goals() {
        // Sums for balance: 800/58 + 1, 210/58 + 1.1, 60/58 + 4.5, 1 + 7.
        let all = [
            size(128, 800, x86: 1), size(512, 210, x86: 1.1), size(1_769, 60, x86: 4.5), size(3_008, 58, x86: 7),
        ]
        #expect(
            Recommendation.all(all, .x86_64) == [
                Recommendation(
                    goal: .cost, memorySizeMB: 128, reason: "the lowest cost, $1.000 per million requests."),
                Recommendation(
                    goal: .speed, memorySizeMB: 1_769,
                    reason: "a median of 60.00 ms; 3008 MB has 58.00 ms, but their intervals overlap and it costs more."
                ),
                Recommendation(
                    goal: .balance, memorySizeMB: 512,
                    reason: "the smallest sum of time (3.62 times the shortest) and cost (1.10 times the lowest)."),
            ])
    }

    @Test("the fastest is recommended when it is beyond doubt")
    func beyondDoubt() {
        let all = Recommendation.all([size(128, 60, x86: 1, within: 0.5), size(256, 58, x86: 2)], .x86_64)
        #expect(all[1].memorySizeMB == 256)
        #expect(all[1].reason == "the shortest median, 58.00 ms.")
    }

    @Test("a size that is cheaper and cannot be told from the fastest is as fast, wherever it stands")
    func largerAndCheaper() {
        #expect(sizes([size(128, 58, x86: 2), size(256, 59, x86: 1)])[1] == 256)
    }

    @Test("without intervals the shortest median counts alone")
    func withoutIntervals() {
        #expect(sizes([size(128, 58.1, x86: 1, within: nil), size(256, 58, x86: 2, within: nil)])[1] == 256)
    }

    @Test("cost is that of the function's architecture")
    func architecture() {
        let both = [size(128, 60, x86: 1, arm: 2, within: 0), size(256, 60, x86: 2, arm: 1, within: 0)]
        #expect(sizes(both, .x86_64) == [128, 128, 128])
        #expect(sizes(both, .arm64) == [256, 256, 256])
    }

    @Test("of equals the smaller is taken")
    func equals() {
        #expect(sizes([size(128, 60, x86: 1), size(256, 60, x86: 1), size(512, 60, x86: 1)]) == [128, 128, 128])
    }

    @Test("times of zero, which a REPORT may round to, divide nothing")
    func zero() {
        #expect(sizes([size(128, 0, x86: 1), size(256, 0, x86: 2)]) == [128, 128, 128])
    }

    @Test("sizes at which something failed are not recommended")
    func failures() throws {
        let result = try TuneResult.of([
            .warm([9, 9, 9, 9, 9, 9], memorySizeMB: 128),
            .after([.cold(9), .warm(1), .timeout()], memorySizeMB: 256, count: 2),
            .warm([5, 5, 5, 5, 5, 5], memorySizeMB: 512),
        ])
        guard case .given(let recommendations) = result.advice else {
            Issue.record("two sizes are sound")
            return
        }
        #expect(recommendations.map(\.memorySizeMB).contains(256) == false)
    }

    @Test("one sound size is no choice, and without a throttle there is none either")
    func noAdvice() throws {
        let one = SizeProgress.warm([9, 9, 9, 9, 9, 9], memorySizeMB: 128)
        let two = SizeProgress.warm([9, 9, 9, 9, 9, 9], memorySizeMB: 256)
        guard case .none = try TuneResult.of([one]).advice,
            case .none(let reason) = try TuneResult.of(
                [one, two], throttle: ["cpu": "off", "cores": 2]
            ).advice
        else {
            Issue.record("there is nothing to recommend")
            return
        }
        #expect(reason == "No recommendation: this emulator does not limit the CPU, so sizes cannot differ.")
    }
}
