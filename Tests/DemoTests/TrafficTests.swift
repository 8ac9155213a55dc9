import Foundation
import Testing

@testable import Demo

@Suite struct TrafficTests {
    @Test("the same seed gives the same traffic, another seed another")
    func isRepeatable() {
        #expect(Traffic.samples(seed: 7) == Traffic.samples(seed: 7))
        #expect(Traffic.samples(seed: 7) != Traffic.samples(seed: 8))
    }

    @Test("every endpoint gets traffic, and every difference of the story a chance to show", arguments: Candidate.all)
    func coversTheStory(candidate: Candidate) {
        let samples = Traffic.samples(seed: 2019).filter { $0.endpoint == candidate.endpoint }
        #expect(samples.count >= 20)
        let expected = samples.filter(candidate.differs).count
        let neverDiffers = Traffic.edges.filter(candidate.differs).isEmpty
        #expect(neverDiffers ? expected == 0 : (2..<samples.count - 2).contains(expected))
    }

    @Test(
        "traffic goes on only where more of it can tell, with other samples each time",
        arguments: ["not yet", "better"])
    func further(state: String) throws {
        let json = """
            {"experiments": [{"name": "pbkdf2", "candidates": [{"key": "fast", "requests": 2, "outcomes": {},
              "verdicts": {"latency": {"state": "\(state)", "explanation": ""}}}]}]}
            """
        let findings = try Finding.all(in: Data(json.utf8))
        let rounds = (1...2).map { Traffic.further(findings, seed: 2019, round: $0) }
        #expect(rounds[0].isEmpty == (state == "better"))
        #expect(rounds[0].allSatisfy { $0.endpoint == .pbkdf2 })
        #expect(state == "better" || rounds[0] != rounds[1])
    }

    @Test(
        "hundredths read as decimals",
        arguments: [
            (6250, "62.5"), (-50, "-0.5"), (5, "0.05"), (-105, "-1.05"), (0, "0"), (700, "7"), (1234, "12.34"),
        ])
    func decimals(hundredths: Int, text: String) {
        #expect(Sample.decimal(hundredths) == text)
    }

    @Test("a sample with a body is JSON, one without is a query")
    func requests() {
        #expect(Sample.sort([3, -1]).request == Request(body: "[3,-1]"))
        #expect(Sample.fizzbuzz(from: 1, to: 15).request == Request(query: "?from=1&to=15"))
        #expect(
            Sample.pbkdf2(password: "p", salt: "s", iterations: 2).request
                == Request(body: #"{"password":"p","salt":"s","iterations":2}"#))
    }
}
