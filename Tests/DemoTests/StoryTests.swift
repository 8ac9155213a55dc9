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

@Suite struct TallyTests {
    let even = Candidate.all[0]

    private func timed(_ body: String, status: Int = 200, milliseconds: Int = 1) -> TimedAnswer {
        TimedAnswer(
            Answer(status: status, contentType: "text/plain", body: body), duration: .milliseconds(milliseconds))
    }

    @Test("a difference that the story tells is counted and no complaint")
    func toldDifference() {
        var tally = Tally(even)
        tally.count(.round(hundredths: 6250), control: timed("63"), own: timed("62"))
        tally.count(.round(hundredths: 100), control: timed("1"), own: timed("1"))
        #expect((tally.equal, tally.different, tally.errors) == (1, 1, 0))
        #expect(tally.firstDifference == "62.5: 63 -> 62")
        #expect(tally.complaint(among: [.round(hundredths: 6250), .round(hundredths: 100), .sort([])]) == nil)
    }

    @Test("an untold difference, a missing one, an error and a missing request are complaints")
    func complaints() {
        func complaint(_ hundredths: Int, _ own: TimedAnswer?) -> String? {
            var tally = Tally(even)
            tally.count(.round(hundredths: hundredths), control: timed("1"), own: own)
            return tally.complaint(among: [.round(hundredths: hundredths)])
        }
        #expect(complaint(100, timed("2")) != nil)
        #expect(complaint(50, timed("1")) != nil)
        #expect(complaint(100, timed("1", status: 502)) != nil)
        #expect(complaint(100, nil) != nil)
        #expect(Tally(even).complaint(among: [.round(hundredths: 100)]) == "0 of 1 requests were made")
    }

    @Test("a candidate that must be faster is held to it")
    func faster() {
        var fast = Candidate(name: "fast", endpoint: .pbkdf2)
        fast.isFaster = true
        let sample = Sample.pbkdf2(password: "p", salt: "s", iterations: 1)
        for (milliseconds, complains) in [(1, false), (3, true), (4, true)] {
            var tally = Tally(fast)
            tally.count(sample, control: timed("k", milliseconds: 3), own: timed("k", milliseconds: milliseconds))
            #expect((tally.complaint(among: [sample]) != nil) == complains)
        }
    }

    @Test("the median is the middle one, or the mean of the middle two")
    func median() {
        #expect(Tally.median([]) == .zero)
        #expect(Tally.median([.seconds(3), .seconds(1), .seconds(2)]) == .seconds(2))
        #expect(Tally.median([.seconds(4), .seconds(1), .seconds(2), .seconds(3)]) == .milliseconds(2_500))
    }
}

@Suite struct AnswerTests {
    private func answer(_ body: String, status: Int = 200, type: String = "text/plain") -> Answer {
        Answer(status: status, contentType: type, body: body)
    }

    @Test("a difference is told where it begins")
    func differences() {
        #expect(answer("63").difference(to: answer("63")) == nil)
        #expect(answer("63").difference(to: answer("62")) == "63 -> 62")
        #expect(answer("1").difference(to: answer("1", status: 400)) == "status 200 -> 400")
        #expect(answer("1").difference(to: answer("1", type: "text/html")) == "type text/plain -> text/html")
        #expect(answer("a\nFizzBuzz").difference(to: answer("a\nFizz Buzz")) == "line 2: FizzBuzz -> Fizz Buzz")
        #expect(answer("[10,11,12,13]").difference(to: answer("[10,11,12,31]")) == "...0,11,12,13] -> ...0,11,12,31]")
    }

    @Test("the table has a row per candidate, aligned")
    func table() {
        var tally = Tally(Candidate.all[0])
        tally.count(
            .round(hundredths: 50), control: TimedAnswer(answer("1"), duration: .microseconds(1_234)),
            own: TimedAnswer(answer("0"), duration: .microseconds(900)))
        #expect(
            ResultTable.text([tally]) == """
                CANDIDATE                  REQUESTS  EQUAL  DIFFERENT  ERRORS  CONTROL   MEDIAN  FIRST DIFFERENCE
                candidate-round-half-even         1      0          1       0  1.23 ms  0.90 ms  0.5: 1 -> 0
                """)
    }
}
