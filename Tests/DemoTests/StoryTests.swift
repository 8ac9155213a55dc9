import Foundation
import Testing

@testable import Demo

@Suite struct StoryTests {
    @Test(
        "half even differs from half up on halves above an even number",
        arguments: [
            (6250, true), (6350, false), (-50, false), (-150, true), (50, true), (150, false), (-250, false),
            (6249, false), (6251, false), (0, false),
        ])
    func rounding(hundredths: Int, differs: Bool) {
        #expect(Candidate.isHalfAboveEven(.round(hundredths: hundredths)) == differs)
        // The same from the two rules themselves.
        let number = Double(hundredths) / 100
        let halfUp = (number + 0.5).rounded(.down)
        #expect((halfUp != number.rounded(.toNearestOrEven)) == differs)
    }

    @Test(
        "text order shows where it is not the order of numbers, and where duplicates are lost",
        arguments: [
            ([], false), ([1], false), ([1, 2, 3], false), ([10, 9], true), ([3, 3], true), ([-1, -2], true),
            ([100, 20], true),
        ])
    func sorting(numbers: [Int], differs: Bool) {
        #expect(Candidate.sortsOtherwiseAsText(.sort(numbers)) == differs)
    }

    @Test(
        "FizzBuzz stands at multiples of 15",
        arguments: [
            (1, 14, false), (1, 15, true), (15, 15, true), (16, 29, false), (16, 30, true), (20, 19, false),
            // An empty range that ends before a multiple begins.
            (15, 14, false), (16, 15, false),
        ])
    func fizzbuzz(from: Int, to: Int, differs: Bool) {
        #expect(Candidate.holdsFizzBuzz(.fizzbuzz(from: from, to: to)) == differs)
    }
}

@Suite struct FindingTests {
    private let even = Candidate.all[0]
    private let samples: [Sample] = [.round(hundredths: 6250), .round(hundredths: 100), .sort([])]

    private func finding(requests: Int = 2, match: Int = 1, mismatch: Int = 1, behaviour: String = "worse") throws
        -> Finding
    {
        let json = """
            {"experiments": [{"name": "rounding-float", "candidates": [{"key": "candidate-1", "requests": \(requests),
              "outcomes": {"match": \(match), "mismatch": \(mismatch)},
              "verdicts": {"behaviour": {"state": "\(behaviour)", "n": 2, "explanation": "so it is"}}}]}]}
            """
        return try #require(try Finding.all(in: Data(json.utf8))["rounding-float"]?["candidate-1"])
    }

    @Test("what the story tells is no complaint")
    func asTold() throws {
        #expect(try finding().complaint(about: even, among: samples) == nil)
    }

    @Test("an untold difference, a missing one, a missing request and another verdict are complaints")
    func complaints() throws {
        #expect(
            try finding(match: 0, mismatch: 2).complaint(about: even, among: samples) == "2 answers differed, 1 should")
        #expect(
            try finding(match: 2, mismatch: 0).complaint(about: even, among: samples) == "0 answers differed, 1 should")
        #expect(try finding(requests: 1).complaint(about: even, among: samples) == "1 of 2 requests were compared")
        #expect(
            try finding(behaviour: "not yet").complaint(about: even, among: samples)
                == "behaviour is 'not yet', and should be 'worse': so it is")
    }

    @Test("a candidate that must be faster needs that verdict")
    func faster() throws {
        var fast = even
        fast.isFaster = true
        #expect(try finding().complaint(about: fast, among: samples) == "there is no verdict on latency")
    }
}
