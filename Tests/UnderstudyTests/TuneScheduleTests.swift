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
    /// The sizes in MB in the order in which they are invoked, until the schedule ends.
    ///
    /// - Parameter invocation: what the n-th invocation of a size, from 0, comes to.
    private func order(
        _ sizes: String, count: Int, _ invocation: (_ memorySizeMB: Int, _ place: Int) -> MeasuredInvocation
    ) throws -> [Int] {
        var schedule = TuneSchedule(sizes: try MemorySizes(parsing: sizes), count: count)
        var order: [Int] = []
        while let place = schedule.next() {
            let size = schedule.sizes[place].measurement.memorySizeMB
            schedule.record(invocation(size, order.count(where: { $0 == size })), place: place)
            order.append(size)
        }
        return order
    }

    @Test("rounds go through all sizes, forth and back, with one more for the cold starts")
    func rounds() throws {
        let order = try order("128,256,512", count: 3) { $1 == 0 ? .cold(9) : .warm(1) }
        #expect(order == [128, 256, 512, 512, 256, 128, 128, 256, 512, 512, 256, 128])
    }

    @Test("finished sizes are left out of the rounds that others still need")
    func finished() throws {
        // The environment of 256 MB was there already.
        let order = try order("128,256", count: 1) { size, place in size == 128 && place == 0 ? .cold(9) : .warm(1) }
        #expect(order == [128, 256, 128])
    }

    @Test("a size that is cold after the first round is repeated at once")
    func repeated() throws {
        let order = try order("128,256", count: 2) { size, place in
            place == 0 || (size == 128 && place == 2) ? .cold(9) : .warm(1)
        }
        #expect(order == [128, 256, 256, 128, 128, 128, 256])
    }

    @Test("with every round too long for environments to last, each still gives a warm invocation")
    func slow() throws {
        // Cold whenever another size has been invoked in between.
        var last = 0
        let order = try order("128,256", count: 2) { size, _ in
            defer { last = size }
            return size == last ? .warm(1) : .cold(9)
        }
        #expect(order == [128, 256, 256, 128, 128, 128, 256, 256])
    }

    @Test("a size that is always cold is repeated once a round, and not for ever")
    func alwaysCold() throws {
        let order = try order("128,256", count: 2) { size, _ in size == 128 ? .cold(9) : .warm(1) }
        #expect(order == [128, 256, 256, 128, 128, 128, 128, 128, 128])
    }

    @Test("when nothing at all answers, it ends with the round")
    func hopeless() throws {
        #expect(try order("128,256,512,1024", count: 10) { _, _ in .error() } == [128, 256, 512, 1_024])
    }

    @Test("one size gets three chances")
    func chances() throws {
        #expect(try order("128", count: 10) { _, _ in .error() } == [128, 128, 128])
    }

    @Test("a size that fails does not end the others")
    func oneFails() throws {
        let order = try order("128,256", count: 5) { size, _ in size == 128 ? .timeout() : .warm(1) }
        #expect(order.count(where: { $0 == 128 }) == 3)
        #expect(order.count(where: { $0 == 256 }) == 5)
    }

    @Test("what is done grows from 0 to 1")
    func fraction() throws {
        var schedule = TuneSchedule(sizes: try MemorySizes(parsing: "128,256"), count: 1)
        var fractions = [schedule.fractionDone]
        while let place = schedule.next() {
            schedule.record(fractions.count <= 2 ? .cold(9) : .warm(1), place: place)
            fractions.append(schedule.fractionDone)
        }
        #expect(fractions == [0, 0.25, 0.5, 0.75, 1])
    }
}
