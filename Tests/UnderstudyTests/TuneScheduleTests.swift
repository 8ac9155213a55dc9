import Testing

@testable import Understudy

@Suite struct SizeProgressTests {
    @Test("the cold start is kept apart from the warm invocations that were asked for")
    func coldApart() {
        let size = SizeProgress.after([.cold(9), .warm(1), .warm(2)], count: 2)
        #expect(size.isDone)
        #expect(size.measurement.warm.map(\.report.durationMilliseconds) == [1, 2])
        #expect(size.measurement.cold.map(\.report.durationMilliseconds) == [9])
    }

    @Test("environments that are there already give warm ones at once")
    func warmAtOnce() {
        #expect(SizeProgress.after([.warm(1), .warm(2)], count: 2).isDone)
    }

    @Test("a cold one in the middle is repeated")
    func coldInTheMiddle() {
        #expect(!SizeProgress.after([.cold(9), .warm(1), .cold(9)], count: 2).isDone)
        #expect(SizeProgress.after([.cold(9), .warm(1), .cold(9), .warm(2)], count: 2).isDone)
    }

    @Test("after a timeout or an exit the next is cold, whether or not it says so")
    func replaced() {
        let size = SizeProgress.after([.cold(9), .timeout(), .warm(8), .warm(1)], count: 4)
        #expect(size.measurement.samples.map(\.isCold) == [true, false, true, false])
        #expect(size.measurement.warm.map(\.report.durationMilliseconds) == [1])
    }

    @Test("a handler's error leaves its environment")
    func handlerError() {
        let size = SizeProgress.after([.cold(9), .error(), .warm(8)], count: 4)
        #expect(size.measurement.samples.map(\.isCold) == [true, false, false])
    }

    @Test("failures count as attempts, not as measurements")
    func failures() {
        let size = SizeProgress.after([.cold(9), .error(), .warm(1), .warm(2)], count: 3)
        #expect(size.isDone)
        #expect(size.measurement.warm.count == 2)
        #expect(size.measurement.failed.count == 1)
    }

    @Test("a function that loses its environment each time is not invoked for ever")
    func bounded() {
        let attempts = Array(repeating: MeasuredInvocation.cold(9), count: 23)
        #expect(!SizeProgress.after(attempts.dropLast(), count: 10).isDone)
        #expect(SizeProgress.after(attempts, count: 10).isDone)
    }

    @Test("three failures and no answer are enough")
    func givenUp() {
        #expect(!SizeProgress.after([.error(), .error()], count: 10).isDone)
        let size = SizeProgress.after([.error(), .timeout(), .error()], count: 10)
        #expect(size.isGivenUp && size.isDone)
        #expect(!SizeProgress.after([.cold(9), .error(), .error(), .error()], count: 10).isGivenUp)
    }
}

extension SizeProgress {
    fileprivate static func after(_ invocations: ArraySlice<MeasuredInvocation>, count: Int) -> SizeProgress {
        after(Array(invocations), count: count)
    }
}

@Suite struct TuneScheduleTests {
    /// The sizes of each round, for a function that is cold once at each size.
    private func rounds(_ sizes: String, count: Int) throws -> [[Int]] {
        var schedule = TuneSchedule(sizes: try MemorySizes(parsing: sizes), count: count)
        var rounds: [[Int]] = []
        while case let places = schedule.nextRound(), !places.isEmpty {
            rounds.append(places.map { schedule.sizes[$0].measurement.memorySizeMB })
            for place in places { schedule.record(rounds.count == 1 ? .cold(9) : .warm(1), place: place) }
        }
        return rounds
    }

    @Test("rounds go through all sizes, forth and back, with one more for the cold starts")
    func rounds() throws {
        #expect(
            try rounds("128,256,512", count: 3) == [
                [128, 256, 512], [512, 256, 128], [128, 256, 512], [512, 256, 128],
            ])
        #expect(try rounds("512", count: 2) == [[512], [512], [512]])
    }

    @Test("finished sizes are left out of the rounds that others still need")
    func finished() throws {
        var schedule = TuneSchedule(sizes: try MemorySizes(parsing: "128,256"), count: 1)
        for place in schedule.nextRound() { schedule.record(place == 0 ? .cold(9) : .warm(1), place: place) }
        #expect(schedule.nextRound() == [0])
    }

    @Test("when nothing at all answers, it ends with the round")
    func hopeless() throws {
        var schedule = TuneSchedule(sizes: try MemorySizes(parsing: "128,256,512,1024"), count: 10)
        for place in schedule.nextRound() { schedule.record(.error(), place: place) }
        #expect(schedule.nextRound().isEmpty)
    }

    @Test("one size gets three chances")
    func chances() throws {
        var schedule = TuneSchedule(sizes: try MemorySizes(parsing: "128"), count: 10)
        for _ in 0..<3 {
            #expect(schedule.nextRound() == [0])
            schedule.record(.error(), place: 0)
        }
        #expect(schedule.nextRound().isEmpty)
    }

    @Test("a size that fails does not end the others")
    func oneFails() throws {
        var schedule = TuneSchedule(sizes: try MemorySizes(parsing: "128,256"), count: 5)
        while case let places = schedule.nextRound(), !places.isEmpty {
            for place in places { schedule.record(place == 0 ? .timeout() : .warm(1), place: place) }
        }
        #expect(schedule.sizes[0].isGivenUp)
        #expect(schedule.sizes[1].measurement.warm.count == 5)
    }

    @Test("what is done grows from 0 to 1")
    func fraction() throws {
        var schedule = TuneSchedule(sizes: try MemorySizes(parsing: "128,256"), count: 1)
        #expect(schedule.fractionDone == 0)
        for place in schedule.nextRound() { schedule.record(.cold(9), place: place) }
        #expect(schedule.fractionDone == 0.5)
        for place in schedule.nextRound() { schedule.record(.warm(1), place: place) }
        #expect(schedule.fractionDone == 1)
    }
}
