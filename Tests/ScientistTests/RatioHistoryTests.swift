import Foundation
import Testing

@testable import Scientist

@Suite struct RatioHistoryTests {
    /// A pair a second, each half a percent off at random.
    private func grown(to count: Int) -> (RatioHistory, LogRatios) {
        var (history, ratios, generator) = (RatioHistory(), LogRatios(), SplitMix64(seed: 5))
        for number in 1...count {
            ratios.add(control: 100, candidate: 90 * Double.random(in: 0.995...1.005, using: &generator))
            history.follow(ratios, time: number * 1_000)
        }
        return (history, ratios)
    }

    @Test(
        "It begins with the first interval, and never grows beyond its limit", arguments: [29, 30, 100, 5_000, 100_000])
    func bounded(count: Int) {
        let points = grown(to: count).0.points
        #expect(points.isEmpty == (count < 30))
        #expect(points.count <= RatioHistory.limit)
        #expect(count < 5_000 || points.count > RatioHistory.limit / 3)
        #expect(points.first.map(\.count) == (count < 30 ? nil : 30))
        #expect(points.map(\.time) == points.map { $0.count * 1_000 })
        #expect(points == points.sorted { $0.count < $1.count })
    }

    @Test("A point has the interval that there was at its time")
    func interval() throws {
        var (history, ratios) = grown(to: 40)
        let last = try #require(history.points.last)
        #expect(last.count == 40)
        let logs = try #require(ratios.interval(alpha: 0.025))
        #expect(abs(log(last.interval(alpha: 0.025).lowerBound) - logs.lowerBound) < 1e-12)
        #expect(abs(log(last.interval(alpha: 0.025).upperBound) - logs.upperBound) < 1e-12)
        ratios.add(control: 100, candidate: 5_000)
        history.follow(ratios, time: 41_000)
        #expect(history.points.dropLast().last == last)
    }

    @Test("What is stored and read goes on as if nothing had happened")
    func stored() throws {
        var (history, ratios) = grown(to: 700)
        let data = try JSONEncoder().encode([history])
        var read = try #require(try JSONDecoder().decode([RatioHistory].self, from: data).first)
        #expect(read == history)
        for number in 701...900 {
            ratios.add(control: 100, candidate: 91)
            history.follow(ratios, time: number * 1_000)
            read.follow(ratios, time: number * 1_000)
        }
        #expect(read == history)
    }

    @Test("Evidence of a release that kept no history is read, and begins one")
    func older() throws {
        let evidence = try JSONSerialization.jsonObject(with: JSONEncoder().encode(Evidence())) as? [String: Any]
        var members = try #require(evidence)
        members["history"] = nil
        let read = try JSONDecoder().decode(
            Evidence.self, from: JSONSerialization.data(withJSONObject: members))
        #expect(read == Evidence())
    }

    @Test("A histogram takes in another as if it had seen its values")
    func merged() {
        var (first, second, both) = (LogHistogram(), LogHistogram(), LogHistogram())
        for value in [1.0, 5, 5, 700] {
            first.add(value)
            both.add(value)
        }
        for value in [5.0, 90] {
            second.add(value)
            both.add(value)
        }
        first.add(second)
        #expect(first == both)
    }
}
